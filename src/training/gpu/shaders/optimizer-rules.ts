/**
 * @file Rules: the formula of each optimizer, as in `program/interpret/update.ts`, as WGSL statements that update `w`
 * with the gradient `g` and update the slots; `rate`, `correction1` and `correction2` are the values for the current
 * step.
 */
import { f32 } from './maths'

type Config = Readonly<Record<string, unknown>>
type Numbers = (name: string, fallback: number) => number

/** The statements of this rule. Throws if the name is not in the catalog. */
export function ruleText(name: string, config: Config): string {
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined
  if (!rule) throw new Error(`no optimizer is called ${name}`)
  const numbers = (key: string, fallback: number) => {
    const value = config[key]
    return typeof value === 'number' ? value : fallback
  }
  return rule(numbers, config)
    .map((line) => `    ${line}`)
    .join('\n')
}

/** The expression a k + b (1 - k). */
function blend(a: string, b: string, keep: number): string {
  return `${a} * ${f32(keep)} + ${b} * ${f32(1 - keep)}`
}

const RULES: Readonly<Record<string, (numbers: Numbers, config: Config) => string[]>> = {
  SGD: () => ['w -= g * rate;'],
  Momentum(numbers, config) {
    const keep = f32(numbers('momentum', 0.9))
    const along = config.nesterov === true ? `g + ${keep} * slot0` : 'slot0'
    return [`slot0 = slot0 * ${keep} + g;`, `w -= rate * (${along});`]
  },
  RMSProp(numbers, config) {
    const decay = numbers('decay', 0.9)
    const centered = config.centered === true
    return [
      `slot0 = ${blend('slot0', 'g * g', decay)};`,
      ...(centered ? [`slot2 = ${blend('slot2', 'g', decay)};`] : []),
      `let spread = slot0${centered ? ' - slot2 * slot2' : ''} + ${f32(numbers('epsilon', 1e-7))};`,
      `slot1 = slot1 * ${f32(numbers('momentum', 0))} + g * rate / sqrt(spread);`,
      'w -= slot1;',
    ]
  },
  Adagrad: () => ['slot0 += g * g;', 'w -= rate * g / sqrt(slot0 + 1e-7f);'],
  Adadelta(numbers) {
    const rho = numbers('rho', 0.95)
    const epsilon = f32(numbers('epsilon', 1e-7))
    return [
      `slot0 = ${blend('slot0', 'g * g', rho)};`,
      `let along = sqrt(slot1 + ${epsilon}) / sqrt(slot0 + ${epsilon}) * g;`,
      `slot1 = ${blend('slot1', 'along * along', rho)};`,
      'w -= rate * along;',
    ]
  },
  Adam: (numbers) => adam(numbers, 0),
  AdamW: (numbers) => adam(numbers, numbers('weight_decay', 0.004)),
  Adamax: (numbers) => [
    `slot0 = ${blend('slot0', 'g', numbers('beta_1', 0.9))};`,
    `slot1 = max(slot1 * ${f32(numbers('beta_2', 0.999))}, abs(g));`,
    `w -= rate * correction1 * slot0 / (slot1 + ${f32(numbers('epsilon', 1e-7))});`,
  ],
}

function adam(numbers: Numbers, decay: number): string[] {
  return [
    `slot0 = ${blend('slot0', 'g', numbers('beta_1', 0.9))};`,
    `slot1 = ${blend('slot1', 'g * g', numbers('beta_2', 0.999))};`,
    ...(decay === 0 ? [] : [`w *= 1f - rate * ${f32(decay)};`]),
    `w -= rate * correction1 * slot0 / (sqrt(slot1) * correction2 + ${f32(numbers('epsilon', 1e-7))});`,
  ]
}
