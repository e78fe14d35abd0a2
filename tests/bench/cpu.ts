// Loaded before a server that is measured: tells its parent what processor time it has used.
process.on('message', () => process.send?.(process.cpuUsage()))
