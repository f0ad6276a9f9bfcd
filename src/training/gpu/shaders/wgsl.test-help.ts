/** @file WGSL of numbers alone, run in Node: functions and expressions of f32, said again in JavaScript. Rounded once, at the end. */

/** The function of `names` that the WGSL expression is, with the functions that stand before it. */
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
