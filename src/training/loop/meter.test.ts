import { expect, test } from 'vitest'
import { makeMeter } from './meter'

test('one slow step, as every first is, does not change what is told', () => {
  const meter = makeMeter(10)
  meter.stepped(1, 5000)
  expect(meter.secondsLeft(100, 0)).toBeUndefined()
  for (let i = 0; i < 20; i++) meter.stepped(1, i === 7 ? 900 : 20)
  expect(meter.stepsPerSecond()).toBe(50)
  expect(meter.secondsLeft(100, 0)).toBe(2)
})

test('the time left counts validations: a third of a step a batch until one was measured', () => {
  const meter = makeMeter(10)
  for (let i = 0; i < 9; i++) meter.stepped(2, 40)
  expect(meter.secondsLeft(0, 2)).toBeCloseTo((2 * 10 * 20 * 0.35) / 1000, 9)
  meter.validated(500)
  expect(meter.secondsLeft(50, 2)).toBeCloseTo(1 + 1, 9)
})
