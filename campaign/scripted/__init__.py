"""The scripted model: a stand-in for a foundation model, offline, free and the same on every machine.

It is a program that behaves as a limited coder would. It knows the solutions of the starter tasks and a repertoire of
changes to the agent's source; it knows nothing else and learns nothing. What it knows it can bring about only through
the tools that an agent offers it, and only where it has been shown the text to change. It says nothing about how well a
real model would do: it is there so that everything around the model can be run, tested and shown without one.

Every answer is a pure function of the request's body and its seed. All limits are in ``limits``, with their reasons.
"""
