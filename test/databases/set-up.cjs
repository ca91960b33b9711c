// Names the run: the databases of its tests are its own, and go from one test to the next.
const { randomBytes } = require('node:crypto');

module.exports = async () => {
  process.env.THROUGHLINE_TEST_RUN = randomBytes(4).toString('hex');
};
