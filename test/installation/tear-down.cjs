module.exports = async () => {
  await globalThis.throughlineInstallation?.stop();
};
