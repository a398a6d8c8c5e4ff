/**
 * TypeScript 7 has no JavaScript API, and dependency-cruiser reads TypeScript by that API: for whoever imports
 * this module first, `typescript` is TypeScript 6, which is installed beside it as `typescript-6`.
 */
import Module, { register } from 'node:module';

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolveFilename.call(this, request.replace(/^typescript(?=$|\/)/, 'typescript-6'), ...rest);
};

const hook = `export const resolve = (name, context, next) =>
  next(name === 'typescript' ? 'typescript-6' : name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
