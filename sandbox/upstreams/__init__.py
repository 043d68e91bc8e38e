"""Model services behind the gateway. Keys and addresses stay in here: no answer, error, log or repr carries them."""
