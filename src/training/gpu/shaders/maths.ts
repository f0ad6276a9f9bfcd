/**
 * @file Maths: replacements for functions that WGSL lacks or specifies too loosely. Drivers differ in `tanh` of large
 * numbers, and a naive exp(x) - 1 or log(1 + x) loses all precision near zero; these functions avoid both problems. A
 * NaN stays NaN, so that its origin can be found.
 */
import { ACTIVATIONS } from '../../../formulas/activations'
import { activationFunction, activationFunctionName } from './wgsl-formulas'

/** The source of each function; a function may call those defined before it. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  /** exp without overflow: the argument is capped at 88, because e^89 is infinite in f32. */
  exp_of: 'fn exp_of(x: f32) -> f32 { return exp(select(x, 88f, x > 88f)); }',
  expm1_of: `fn expm1_of(x: f32) -> f32 {
  if (abs(x) < 0.02f) { return x * (1f + x * (0.5f + x * (0.16666667f + x * 0.041666667f))); }
  return exp_of(x) - 1f;
}`,
  log1p_of: `fn log1p_of(x: f32) -> f32 {
  if (x < 0.02f) { return x * (1f - x * (0.5f - x * (0.33333333f - x * (0.25f - x * 0.2f)))); }
  return log(1f + x);
}`,
  sigmoid_of: 'fn sigmoid_of(x: f32) -> f32 { return 1f / (1f + exp_of(-x)); }',
  tanh_of: `fn tanh_of(x: f32) -> f32 {
  let a = abs(x);
  if (a < 0.2f) { let s = x * x; return x * (1f - s * (0.33333333f - s * (0.13333333f - s * (0.053968254f - s * 0.021869489f)))); }
  let t = 1f - 2f / (exp_of(2f * a) + 1f);
  return select(t, -t, x < 0f);
}`,
  softplus_of: 'fn softplus_of(x: f32) -> f32 { return max(x, 0f) + log1p_of(exp_of(-abs(x))); }',
  /** Abramowitz and Stegun 7.1.26, as in TensorFlow.js; accurate to 1.5e-7. */
  erf_of: `fn erf_of(x: f32) -> f32 {
  let t = 1f / (1f + 0.3275911f * abs(x));
  let p = t * (0.254829592f + t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
  let y = 1f - p * exp(-x * x);
  return select(y, -y, x < 0f);
}`,
}

/** The functions of activations whose formulas repeat a part, by name. */
const ACTIVATION_FUNCTIONS = Object.fromEntries(
  [...ACTIVATIONS.values()].flatMap((formula) =>
    (['result', 'derivative'] as const).flatMap((part) => {
      const source = activationFunction(formula, part)
      return source === undefined ? [] : [[activationFunctionName(formula, part), source]]
    }),
  ),
)

const ALL_FUNCTIONS: Readonly<Record<string, string>> = { ...FUNCTIONS, ...ACTIVATION_FUNCTIONS }

/** The source, preceded by the maths functions that it calls. */
export function withMaths(source: string): string {
  let whole = source
  for (const name of Object.keys(ALL_FUNCTIONS).reverse()) {
    if (whole.includes(`${name}(`)) whole = `${ALL_FUNCTIONS[name]}\n${whole}`
  }
  return whole
}
