// Loaded before a server that is measured: tells its parent what processor time and memory it uses.
process.on('message', () => process.send?.({ ...process.cpuUsage(), memory: process.memoryUsage.rss() }))
