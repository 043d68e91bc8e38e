import json
import unittest

from models import anthropic, openai

SPECS = [{"name": "bash", "description": "runs", "parameters": {"type": "object"}}]
CALLS = [{"id": "c1", "name": "bash", "arguments": {"command": "ls"}}, {"id": "c2", "name": "bash", "arguments": {}}]
MESSAGES = [
    {"role": "system", "text": "be good"},
    {"role": "user", "text": "do it"},
    {"role": "assistant", "text": "", "calls": CALLS},
    {"role": "tool", "id": "c1", "text": "a.py"},
    {"role": "tool", "id": "c2", "text": "Error: no"},
]


class OpenAI(unittest.TestCase):
    def test_a_conversation_is_encoded(self) -> None:
        messages = openai.encode("gpt", MESSAGES, SPECS)["messages"]
        self.assertEqual([message["role"] for message in messages], ["system", "user", "assistant", "tool", "tool"])
        self.assertEqual(messages[3], {"role": "tool", "tool_call_id": "c1", "content": "a.py"})

    def test_an_answer_comes_back_as_it_was(self) -> None:
        encoded = openai.encode_message(MESSAGES[2])
        self.assertEqual(openai.decode({"choices": [{"message": encoded}]}), MESSAGES[2])

    def test_arguments_that_are_not_json_stay_text(self) -> None:
        call = {"id": "c", "function": {"name": "bash", "arguments": "{"}}
        self.assertEqual(openai.decode_call(call)["arguments"], "{")
        self.assertEqual(openai.encode_call(openai.decode_call(call))["function"]["arguments"], "{")


class Anthropic(unittest.TestCase):
    def test_a_conversation_is_encoded_in_alternating_turns(self) -> None:
        request = anthropic.encode("claude", MESSAGES, SPECS)
        self.assertEqual(request["system"], "be good")
        self.assertEqual([turn["role"] for turn in request["messages"]], ["user", "assistant", "user"])
        self.assertEqual([block["tool_use_id"] for block in request["messages"][2]["content"]], ["c1", "c2"])
        self.assertNotIn('"text": ""', json.dumps(request))

    def test_an_answer_comes_back_as_it_was(self) -> None:
        message = {"role": "assistant", "text": "look", "calls": CALLS}
        self.assertEqual(anthropic.decode({"content": anthropic.blocks(message)}), message)
