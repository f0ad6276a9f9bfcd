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

test('held work begins when the loop has come to its gate, and the loop goes on after it, to a stop as well', async () => {
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
  const gate = control.gate().then((said) => heard.push(said))
  await turn()
  control.steer('stop')
  await turn()
  expect(heard).toEqual(['work'])
  finish()
  await Promise.all([work, gate])
  expect(heard).toEqual(['work', 'stop'])
})

test('a pause holds the gate, a step opens it for one, and work is done meanwhile', async () => {
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

test('work is done at once when the run is over', async () => {
  const { control } = open()
  const waits = control.hold(async () => 'before')
  control.close()
  expect(await waits).toBe('before')
  expect(await control.hold(async () => 'after')).toBe('after')
})
