/** The bundler hands over compiled modules: the runtime compiles none by itself. */
declare module '*.wasm' {
  const compiled: WebAssembly.Module;
  export default compiled;
}

/** The browser's class, as far as the codecs use it. */
declare class ImageData {
  constructor(data: Uint8ClampedArray, width: number, height: number);
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}
