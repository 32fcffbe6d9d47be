"""The status of controls: who states it, what is inherited, what shows it."""
