/**
 * @file Elementary functions that return the same bits in every browser. `Math.exp`, `log`, `sin`, ... may differ in
 * the last bit between engines (ECMA-262 leaves them implementation-approximated), while +, -, *, / and `Math.sqrt` may
 * not. The algorithms and constants come from FreeBSD's msun (fdlibm). Each function is accurate to 1 unit in the last
 * place, which the tests check against `Math`.
 */

const bits = new DataView(new ArrayBuffer(8))
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10

/** Computes x · 2^n exactly. An exponent outside the normal range is applied in two steps. */
function scale(x: number, n: number): number {
  if (n > 1023) return scale(x * 2 ** 1023, n - 1023)
  if (n < -1022) return scale(x * 2 ** -969, n + 969)
  bits.setInt32(0, (n + 1023) << 20)
  bits.setInt32(4, 0)
  return x * bits.getFloat64(0)
}

/** Natural exponential. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  if (x < -745.1332191019411) return 0
  const k = Math.abs(x) > 0.34657359027997264 ? Math.trunc(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5)) : 0
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  const r = high - low
  const t = r * r
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))))
  const y = 1 + ((r * c) / (2 - c) - low + high)
  return k === 0 ? y : scale(y, k)
}

/** Natural logarithm. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN
  if (x === 0) return Number.NEGATIVE_INFINITY
  if (x === Number.POSITIVE_INFINITY) return x
  let k = 0
  let value = x
  if (value < 2.2250738585072014e-308) {
    value *= 18014398509481984
    k = -54
  }
  bits.setFloat64(0, value)
  const word = bits.getInt32(0)
  // Normalize the fraction to [sqrt(1/2), sqrt(2)).
  const fraction = word & 0xfffff
  const up = (fraction + 0x95f64) & 0x100000
  k += (word >> 20) - 1023 + (up >> 20)
  bits.setInt32(0, fraction | (up ^ 0x3ff00000))
  const f = bits.getFloat64(0) - 1
  if (f === 0) return k * LN2_HIGH + k * LN2_LOW
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const odd = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const even = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const r = even + odd
  const half = 0.5 * f * f
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f)
}

/** Computes base^n for an integer n >= 0, by repeated squaring. */
export function power(base: number, n: number): number {
  let result = 1
  let square = base
  for (let remaining = n; remaining > 0; remaining = Math.floor(remaining / 2)) {
    if (remaining % 2 === 1) result *= square
    square *= square
  }
  return result
}

/** Hyperbolic tangent, computed from `exp`. */
export function tanh(x: number): number {
  const a = Math.abs(x)
  if (a > 22) return x < 0 ? -1 : 1
  if (a < 1e-5) return x - (x * x * x) / 3
  const e = exp(2 * a)
  const t = a < 0.55 ? tanhSmall(a) : 1 - 2 / (e + 1)
  return x < 0 ? -t : t
}

/**
 * The continued fraction of tanh, which keeps full precision for small x, where 1 - 2 / (e^2x + 1) would lose digits to
 * cancellation.
 */
function tanhSmall(x: number): number {
  const t = x * x
  let fraction = 0
  for (let n = 23; n >= 3; n -= 2) fraction = t / (n + fraction)
  return x / (1 + fraction)
}

/** Sine of an angle given as a fraction of a full turn, 0 <= turn < 1. */
export function sinTurn(turn: number): number {
  return foldedSine(turn, 0)
}

/** Cosine of an angle given as a fraction of a full turn, 0 <= turn < 1. */
export function cosTurn(turn: number): number {
  return foldedSine(turn, 2)
}

const FULL_TURN = 6.283185307179586

/**
 * Sine of a turn, reduced to the first eighth of a circle, where the kernels are accurate. `phase` is in eighths, so a
 * phase of 2 yields the cosine.
 */
function foldedSine(turn: number, phase: number): number {
  const eighths = turn * 8 + phase
  const octant = Math.floor(eighths) & 7
  const within = eighths - Math.floor(eighths)
  const angle = (((octant & 1) === 1 ? 1 - within : within) / 8) * FULL_TURN
  const isSine = octant === 0 || octant === 3 || octant === 4 || octant === 7
  const value = isSine ? sinKernel(angle) : cosKernel(angle)
  return octant < 4 ? value : -value
}

/** Sine on [0, pi/4]. */
function sinKernel(x: number): number {
  const z = x * x
  return (
    x +
    x *
      z *
      (-0.16666666666666632 +
        z *
          (0.00833333333332249 +
            z *
              (-0.0001984126982985795 +
                z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))))
  )
}

/** Cosine on [0, pi/4]. */
function cosKernel(x: number): number {
  const z = x * x
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (0.00002480158728947673 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))))
  return 1 - (0.5 * z - z * r)
}
