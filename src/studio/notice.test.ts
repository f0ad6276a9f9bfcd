/** @file Notices with messages: shown with the message text, and compared by message instead of text. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatMessage, message, Refusal } from '../messages/message'
import { provideIndexedDB } from '../storage/fake-indexeddb.test-help'
import { openStorage } from '../storage/open-storage'
import { errorNotice, replaces } from './notice'
import { openTestStudio, type TestStudio } from './testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: 'notice' }))
})
afterEach(() => netloom.close())

const FULL = message('save-failed', { why: 'The disk is full.' })

test('a notice shows its message text, and repeating the message adds no notice', async () => {
  await netloom.run('notice.show', { tone: 'bad', message: FULL })
  await netloom.run('notice.show', { tone: 'bad', message: { ...FULL, args: { ...FULL.args } } })
  expect(netloom.notices()).toEqual([formatMessage(FULL)])
  await netloom.run('notice.show', { tone: 'bad', message: message('save-failed', { why: 'Locked.' }) })
  expect(netloom.notices()).toHaveLength(2)
})

test('a refusal gives its message, any other error its text', () => {
  expect(errorNotice(new Refusal(FULL))).toEqual({ tone: 'bad', message: FULL })
  expect(errorNotice(new Error('Broken.'))).toEqual({ tone: 'bad', text: 'Broken.' })
  expect(errorNotice('Broken.')).toEqual({ tone: 'bad', text: 'Broken.' })
})

test('notices are compared by message, or by text if neither has a message', () => {
  expect(replaces({ tone: 'bad', text: 'a' }, { tone: 'bad', text: 'a' })).toBe(true)
  expect(replaces({ tone: 'bad', text: 'a', message: FULL }, { tone: 'bad', text: 'b', message: FULL })).toBe(true)
  expect(replaces({ tone: 'bad', text: 'a', message: FULL }, { tone: 'bad', text: 'a' })).toBe(false)
})

test('that earlier weights cannot be measured on new data is not said any more once a run has started on it', async () => {
  await netloom.run('plan.set', { epochs: 1 })
  const train = async () => {
    await netloom.run('run.start')
    await netloom.when(({ run }) => run.tag === 'done')
  }
  await train()
  await netloom.run('data.use', { dataset: 'spirals' })
  const why = await netloom.run('run.evaluate', { split: 'validation' }).catch((error: unknown) => error)
  await netloom.run('notice.show', errorNotice(why))
  expect(netloom.app().notices.map(({ message: one }) => one?.code)).toContain('data-lacks-classes')
  await train()
  expect(netloom.app().notices.map(({ message: one }) => one?.code)).not.toContain('data-lacks-classes')
})
