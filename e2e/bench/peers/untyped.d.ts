/** @file Declarations for peers without types. */
declare module 'convnetjs' {
  const convnetjs: unknown
  export default convnetjs
}
