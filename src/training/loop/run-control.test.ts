import { afterEach, expect, test } from 'vitest'
import { type Control, makeControl } from './run-control'

let control: Control | undefined
afterEach(() => control?.close())

function open(): { readonly control: Control; readonly heard: string[] } {
  const heard: string[] = []
  control = makeControl({
    async onPause() {
      heard.push('paused')
    },
    onResume: () => heard.push('resumed'),
  })
  return { control, heard }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

test('held work starts when the loop reaches its gate; afterwards the loop continues, also to a stop', async () => {
  const { control, heard } = open()
  let finish: () => void = () => undefined
  const work = control.hold(async () => {
    heard.push('work')
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  await turn()
  expect(heard).toEqual([])
  const gate = control.gate().then((passed) => heard.push(passed))
  await turn()
  control.steer('stop')
  await turn()
  expect(heard).toEqual(['work'])
  finish()
  await Promise.all([work, gate])
  expect(heard).toEqual(['work', 'stop'])
})

test('a pause closes the gate, a step opens it once, and work runs meanwhile', async () => {
  const { control, heard } = open()
  control.steer('pause')
  const first = control.gate()
  await turn()
  expect(await control.hold(async () => 'done')).toBe('done')
  control.steer('step')
  expect(await first).toBe('one')
  control.chunkSent(1)
  const second = control.gate()
  await turn()
  control.steer('resume')
  expect(await second).toBe('go')
  expect(heard).toEqual(['paused', 'paused', 'resumed'])
})

test('at a limited speed, the gate waits for the next frame, and for a change of mind only until then', async () => {
  const { control } = open()
  control.pace(100)
  expect(control.limit).toEqual({ stepsPerSecond: 100, steps: 2 })
  const began = performance.now()
  for (let i = 0; i < 5; i++) {
    expect(await control.gate()).toBe('go')
    control.chunkSent(2)
  }
  // Four intervals of 20 ms, less the part of a frame that the first chunk may be late.
  expect(performance.now() - began).toBeGreaterThan(60)
  control.pace(0.001)
  expect(control.limit?.steps).toBe(1)
  expect(await control.gate()).toBe('go')
  control.chunkSent(1)
  const slow = control.gate()
  await turn()
  // While the gate waits, work runs, and requests are answered at once.
  expect(await control.hold(async () => 'read')).toBe('read')
  control.steer('step')
  expect(await slow).toBe('one')
  control.steer('resume')
  const waiting = control.gate()
  control.pace(undefined)
  expect(await waiting).toBe('go')
  expect(control.limit).toBeUndefined()
})

test('work runs at once after the end of a run', async () => {
  const { control } = open()
  const waits = control.hold(async () => 'before')
  control.close()
  expect(await waits).toBe('before')
  expect(await control.hold(async () => 'after')).toBe('after')
})
