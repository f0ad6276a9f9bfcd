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
  control.chunkSent()
  const second = control.gate()
  await turn()
  control.steer('resume')
  expect(await second).toBe('go')
  expect(heard).toEqual(['paused', 'paused', 'resumed'])
})

test('work runs at once after the end of a run', async () => {
  const { control } = open()
  const waits = control.hold(async () => 'before')
  control.close()
  expect(await waits).toBe('before')
  expect(await control.hold(async () => 'after')).toBe('after')
})
