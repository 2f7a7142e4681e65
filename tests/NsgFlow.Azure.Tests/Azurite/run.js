// Starts the emulator, and ends it when the process that started it is gone: its end of standard input closes then,
// however it died. Arguments: the folder of the packages, then those of the emulator.
const path = require('path');

const [folder] = process.argv.splice(2, 1);
process.stdin.on('end', () => process.exit(0));
process.stdin.resume();
require(path.join(folder, 'node_modules', 'azurite', 'dist', 'src', 'blob', 'main.js'));
