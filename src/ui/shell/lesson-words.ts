/** @file How a condition of a lesson's goal stands, in words: "accuracy 0.91 of 0.95". */
import { count } from '../../messages/format'
import type { Value } from '../../compile/lesson-check'
import type { ConditionNow } from '../../studio/lesson-goal'

/** What is there and what is asked for; of old scores, why they do not count. */
export function conditionWords(condition: ConditionNow): string {
  const { label, sign, now, wanted, why } = condition
  if (wanted === undefined) return `${label}: not known yet`
  if (wanted === true && sign === '==') return `${label}: ${now === undefined ? 'not known yet' : now ? 'yes' : 'no'}`
  const [is, asked] = pair(now, wanted)
  if (is === undefined) return `${label} not known yet, ${sign} ${asked} wanted`
  const words = `${label} ${is}${ASKED[sign](asked)}`
  return why === undefined ? words : `${words} (${WHY[why]})`
}

const ASKED: { readonly [sign in ConditionNow['sign']]: (asked: string) => string } = {
  '>=': (asked) => ` of ${asked}`,
  '>': (asked) => `, more than ${asked} wanted`,
  '<=': (asked) => `, at most ${asked}`,
  '<': (asked) => `, below ${asked} wanted`,
  '==': (asked) => `, ${asked} wanted`,
  '!=': (asked) => `, anything but ${asked}`,
}
const WHY: { readonly [why in NonNullable<ConditionNow['why']>]: string } = {
  earlier: 'before the last change: train again',
  'training-rows': 'on training rows: evaluate on others',
}

/** Both with as many digits as tell them apart. */
function pair(now: Value | undefined, wanted: Value): readonly [string | undefined, string] {
  for (let digits = 3; digits < 9; digits++) {
    const [is, asked] = [now === undefined ? undefined : written(now, digits), written(wanted, digits)]
    if (is !== asked || now === wanted) return [is, asked]
  }
  return [String(now), String(wanted)]
}

function written(value: Value, digits: number): string {
  if (typeof value !== 'number') return String(value)
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(digits)))
}
