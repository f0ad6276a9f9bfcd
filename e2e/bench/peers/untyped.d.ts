/** @file Peers without types of their own. */
declare module 'convnetjs' {
  const convnetjs: unknown
  export default convnetjs
}
