/**
 * @file Exact: exp, log, tanh and similar functions of four numbers at once, computed only from additions, products,
 * quotients and bit operations, so that every machine gives the same bits. Polynomials from Cephes (expf, logf, tanhf).
 * Each except erf is within 2 units in the last place, which the tests check over the whole range, including denormals,
 * infinities and NaN.
 */

// ln 2 in two parts: the first has so few bits that products with small whole numbers are exact.
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.1219444e-4

// Added to a number, 1.5 * 2^23 leaves no room for a fraction: the bits of the sum start with these and end with the
// whole number.
const ROUND: f32 = 12582912
const ROUND_BITS = 0x4b400000

/** 2 to the power n of each lane, n within [-126, 127]. */
// @ts-ignore: decorator
@inline
function power2(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** x - n ln 2, where n is a whole number. */
// @ts-ignore: decorator
@inline
function remainder(x: v128, n: v128): v128 {
  const r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)))
  return f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)))
}

/** e^r - 1 for |r| <= ln(2) / 2. */
// @ts-ignore: decorator
@inline
function expm1Small(r: v128): v128 {
  let p = f32x4.splat(1.98756915e-4)
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1))
  return f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r)
}

/** e^x. */
export function exp(x: v128): v128 {
  // Beyond these limits the result is 0 or infinity anyway.
  const within = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(-104))
  const rounded = f32x4.add(f32x4.mul(within, f32x4.splat(1.44269504)), f32x4.splat(ROUND))
  const n = f32x4.sub(rounded, f32x4.splat(ROUND))
  const y = f32x4.add(expm1Small(remainder(within, n)), f32x4.splat(1))
  // In two steps, for results near the limits of the range; the first step is exact.
  const whole = i32x4.sub(rounded, i32x4.splat(ROUND_BITS))
  const half = i32x4.shr_s(whole, 1)
  return f32x4.mul(f32x4.mul(y, power2(half)), power2(i32x4.sub(whole, half)))
}

/** e^x - 1 for x <= 0, precise near 0. */
export function expm1OfNegative(x: v128): v128 {
  const within = f32x4.pmax(x, f32x4.splat(-30))
  const rounded = f32x4.add(f32x4.mul(within, f32x4.splat(1.44269504)), f32x4.splat(ROUND))
  const n = f32x4.sub(rounded, f32x4.splat(ROUND))
  const scale = power2(i32x4.sub(rounded, i32x4.splat(ROUND_BITS)))
  return f32x4.add(f32x4.mul(expm1Small(remainder(within, n)), scale), f32x4.sub(scale, f32x4.splat(1)))
}

/** Natural logarithm. */
export function log(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(1.17549435e-38))
  const y = logOfNormal(v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, tiny), v128.and(tiny, i32x4.splat(23)))
  // Infinity and NaN stay the same; 0 gives minus infinity, and a negative number gives NaN with all bits set.
  const finite = v128.bitselect(y, x, f32x4.lt(x, f32x4.splat(Infinity)))
  const known = v128.bitselect(f32x4.splat(-Infinity), finite, f32x4.eq(x, f32x4.splat(0)))
  return v128.or(known, f32x4.lt(x, f32x4.splat(0)))
}

/** log(x / 2^less) of a positive number that is neither denormal nor infinite. */
// @ts-ignore: decorator
@inline
function logOfNormal(x: v128, less: v128): v128 {
  // Brings the fraction into [sqrt(1/2), sqrt(2)), whose lower end has these bits.
  const k = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23)
  const f = f32x4.sub(i32x4.sub(x, i32x4.shl(k, 23)), f32x4.splat(1))
  const e = f32x4.convert_i32x4_s(i32x4.sub(k, less))
  let p = f32x4.splat(7.0376836292e-2)
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-1.151461031e-1))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.167699874e-1))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-1.2420140846e-1))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.4249322787e-1))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-1.6668057665e-1))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(2.0000714765e-1))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-2.4999993993e-1))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(3.3333331174e-1))
  const square = f32x4.mul(f, f)
  let y = f32x4.mul(f32x4.mul(p, f), square)
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_LOW)))
  y = f32x4.sub(y, f32x4.mul(square, f32x4.splat(0.5)))
  return f32x4.add(f32x4.add(f, y), f32x4.mul(e, f32x4.splat(LN2_HIGH)))
}

/** log(1 + x) for 0 <= x <= 1. */
// @ts-ignore: decorator
@inline
function log1pSmall(x: v128): v128 {
  const one = f32x4.splat(1)
  const u = f32x4.add(one, x)
  // What 1 + x lost to rounding is added as the first term of the series.
  return f32x4.add(logOfNormal(u, i32x4.splat(0)), f32x4.div(f32x4.sub(x, f32x4.sub(u, one)), u))
}

/** log(1 + e^x), precise tail below 0. */
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1pSmall(exp(f32x4.neg(f32x4.abs(x)))))
}

/** 1 / (1 + e^-x), precise tail below 0. */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1)
  const e = exp(f32x4.neg(f32x4.abs(x)))
  return f32x4.div(v128.bitselect(e, one, f32x4.lt(x, f32x4.splat(0))), f32x4.add(one, e))
}

/** Hyperbolic tangent. */
export function tanh(x: v128): v128 {
  const a = f32x4.abs(x)
  const z = f32x4.mul(x, x)
  let p = f32x4.splat(-5.70498872745e-3)
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2))
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2))
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1))
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1))
  const small = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x)
  const e = exp(f32x4.add(a, a))
  const large = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(e, f32x4.splat(1))))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.bitselect(small, v128.or(large, sign), f32x4.lt(a, f32x4.splat(0.625)))
}

/** The error function by Abramowitz and Stegun 7.1.26, as in TensorFlow.js: within 5e-7 of the exact value. */
export function erf(x: v128): v128 {
  const one = f32x4.splat(1)
  const a = f32x4.abs(x)
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.splat(0.3275911), a)))
  let p = f32x4.splat(1.061405429)
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.453152027))
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.421413741))
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.284496736))
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.254829592))
  const tail = f32x4.mul(f32x4.mul(p, t), exp(f32x4.neg(f32x4.mul(a, a))))
  return v128.or(f32x4.sub(one, tail), v128.and(x, i32x4.splat(0x80000000)))
}
