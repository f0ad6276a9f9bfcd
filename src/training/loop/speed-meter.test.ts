import { expect, test } from 'vitest'
import { makeMeter } from './speed-meter'

test('one slow step, as the first always is, does not change the speed', () => {
  const meter = makeMeter(5, 10)
  meter.addSteps(1, 5000)
  expect(meter.secondsLeft(100, 0)).toBeUndefined()
  for (let i = 0; i < 20; i++) meter.addSteps(1, i === 7 ? 900 : 20)
  expect(meter.stepsPerSecond()).toBe(50)
  expect(meter.secondsLeft(100, 0)).toBe(2)
})

test('the time left includes validation, estimated at a third of a step per batch until one is measured', () => {
  const meter = makeMeter(5, 10)
  for (let i = 0; i < 9; i++) meter.addSteps(2, 40)
  expect(meter.secondsLeft(0, 2)).toBeCloseTo((2 * 10 * 20 * 0.35) / 1000, 9)
  expect(meter.validationSeconds()).toBeCloseTo((10 * 20 * 0.35) / 1000, 9)
  meter.addValidation(400)
  meter.addEpochEnd(500)
  expect(meter.secondsLeft(50, 2)).toBeCloseTo(1 + 1, 9)
  expect(meter.validationSeconds()).toBe(0.4)
  // 5 steps of 20 ms, then half a second for the end of the epoch.
  expect(meter.stepsPerSecond()).toBeCloseTo(5 / 0.6, 9)
})

test("steps faster than the browser's clock are measured correctly", () => {
  const meter = makeMeter(9, 1)
  // A clock with a resolution of 0.1 ms and 9 steps per 0.13 ms; later, the simulated machine is half as fast.
  let real = 0
  let seconds = 0
  const train = (epochs: number, ms: number) => {
    for (let i = 0; i < epochs; i++) {
      real += ms
      const now = Math.floor(real * 10) / 10
      meter.addSteps(9, now - seconds)
      seconds = now
    }
  }
  train(20_000, 0.13)
  expect(meter.stepsPerSecond() / (9000 / 0.13)).toBeCloseTo(1, 1)
  train(20_000, 0.26)
  expect(meter.stepsPerSecond() / (9000 / 0.26)).toBeCloseTo(1, 1)
})
