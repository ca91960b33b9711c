// Jest reads every module anew for every test file, frameworks and drivers included: more than half of what a medium test file cost. Here what is no
// spec is read once in a worker, as in a process that runs, and so is warm for the files that follow. A spec with mocks of modules has all its modules
// for itself. What modules remember outlives a file: names that may be given once in a process (of events, of errors) are given once by all these specs.
const { compileFunction } = require('node:vm');
const Runtime = require('jest-runtime').default;

const modules = new Map();
const sourceMaps = new Map();
const mocksModules = /\bjest\s*\.\s*(mock|doMock|setMock|unstable_mockModule|resetModules|isolateModules)/;
let current;

module.exports = class SharingRuntime extends Runtime {
  constructor(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig) {
    super(config, environment, resolver, transformer, cacheFS, coverage, testPath, globalConfig);
    current = this;
    const own = this.registries?.moduleRegistry;
    if (!(own instanceof Map) || typeof this.executor?.compile !== 'function' || !this.transformCache?.sourceMaps) {
      throw new Error('Jest keeps its modules elsewhere than in the version that test/worker/runtime.cjs was written for.');
    }
    // In the realm of the worker itself: everything is of the same classes, and no global name is looked up through a proxy.
    this.executor.compile = function (source, filename) {
      return compileFunction(source, this.injectedModuleParameters, { filename });
    };
    this.transformCache.sourceMaps = sourceMaps;
    if (!mocksModules.test(cacheFS.get(testPath) ?? '')) this.registries.moduleRegistry = new SharedModules();
  }

  /** A module that an earlier file has read asks that file's runtime, which is over. */
  requireModuleOrMock(from, moduleName) {
    return this === current ? super.requireModuleOrMock(from, moduleName) : current.requireModuleOrMock(from, moduleName);
  }
};

/** Modules by path: specs in a map of their file's, all others in that of the worker. */
class SharedModules extends Map {
  get(path) {
    return super.get(path) ?? modules.get(path);
  }

  has(path) {
    return super.has(path) || modules.has(path);
  }

  set(path, module) {
    if (path.endsWith('.spec.ts')) return super.set(path, module);
    modules.set(path, module);
    return this;
  }

  /** Of a module that could not be loaded. */
  delete(path) {
    return super.delete(path) || modules.delete(path);
  }
}
