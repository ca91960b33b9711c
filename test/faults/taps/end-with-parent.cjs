// Loaded before a role: whoever starts it may be killed himself, and nothing of his is to go on.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
