/** @file Figures of alerts as people read them: shares, times too fast, minutes of virtual time. */
import type { BurnRule } from '../../../../ops/burn-rules'
import { MINUTE } from '../../../../ops/scenario/scenario'
import { count } from '../../../../messages/format'
import { virtualTime } from '../../../../messages/format'
import { lengthWords } from '../dock/span'

/** 0.13 %, 4 %, -250 %. */
export function shareWords(share: number): string {
  const percent = share * 100
  const digits = Math.abs(percent) >= 10 || percent === 0 ? 0 : Math.abs(percent) >= 1 ? 1 : 2
  return `${percent.toFixed(digits)} %`
}

/** 14.4×, 0.3×, 120×. */
export function timesWords(factor: number): string {
  const digits = factor >= 100 || Number.isInteger(factor) ? 0 : factor >= 10 ? 1 : 2
  return `${Number(factor.toFixed(digits))}×`
}

export function minutesWords(minutes: number): string {
  return lengthWords(minutes * MINUTE)
}

export function whenWords(minute: number): string {
  return virtualTime(minute * MINUTE)
}

/** From when to when an alert fired; one that goes on says so. */
export function lastedWords({
  fromMinute,
  toMinute,
}: {
  readonly fromMinute: number
  readonly toMinute?: number
}): string {
  return `${whenWords(fromMinute)}${toMinute === undefined ? ', still' : ` to ${whenWords(toMinute)}`}`
}

/** 14.4× in 1 hour and 5 minutes. */
export function ruleWords({ factor, longMinutes, shortMinutes, forMinutes }: BurnRule): string {
  const held = forMinutes > 0 ? `, for ${minutesWords(forMinutes)}` : ''
  return `over ${timesWords(factor)} in ${minutesWords(longMinutes)} and in ${minutesWords(shortMinutes)}${held}`
}

export function countWords(n: number): string {
  return count(Math.round(n))
}
