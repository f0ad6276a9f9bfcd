/**
 * @file Runs f32 expressions of WGSL in Node by translating them to JavaScript. Results are rounded only once, at the
 * end.
 */

/** Compiles the WGSL expression, with the functions defined before it, to a JavaScript function of `names`. */
export function run(functions: string, expression: string, ...names: readonly string[]): (...at: number[]) => number {
  const text = functions
    .replace(/: f32/g, '')
    .replace(/ -> f32/g, '')
    .replace(/\bfn /g, 'function ')
  const body = `const { abs, exp, log, max } = Math
const select = (no, yes, when) => (when ? yes : no)
${text}
return (${expression})`.replace(/(\d)f\b/g, '$1')
  return new Function(...names, body) as (...at: number[]) => number
}
