// Where the unit tests as WebAssembly begin: GoogleTest's share of them is passed on, which the program else does not see of Node's
// environment.
Module.preRun = () => {
  for (const name of ['GTEST_TOTAL_SHARDS', 'GTEST_SHARD_INDEX']) {
    if (process.env[name]) ENV[name] = process.env[name];
  }
};
