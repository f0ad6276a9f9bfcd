/** @file Notices by their messages: shown with their sentences, and recognized without reading these. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { message, Refusal, formatMessage } from '../messages/message'
import { openStorage } from '../storage/open'
import { errorNotice, isSameNotice } from './notice'
import { openScene, type Scene } from './testing/studio-fixture'

let scene: Scene
beforeEach(async () => {
  scene = await openScene('moons-mlp', openStorage({ name: 'notice' }))
})
afterEach(() => scene.close())

const FULL = message('save-failed', { why: 'The disk is full.' })

test('a notice of a message has its sentence, and the same message again is one notice', async () => {
  await scene.run('notice.show', { tone: 'bad', said: FULL })
  await scene.run('notice.show', { tone: 'bad', said: { ...FULL, args: { ...FULL.args } } })
  expect(scene.notices()).toEqual([formatMessage(FULL)])
  await scene.run('notice.show', { tone: 'bad', said: message('save-failed', { why: 'Locked.' }) })
  expect(scene.notices()).toHaveLength(2)
})

test('a refusal brings its message, any other error its text', () => {
  expect(errorNotice(new Refusal(FULL))).toEqual({ tone: 'bad', said: FULL })
  expect(errorNotice(new Error('Broken.'))).toEqual({ tone: 'bad', text: 'Broken.' })
  expect(errorNotice('Broken.')).toEqual({ tone: 'bad', text: 'Broken.' })
})

test('notices say the same by their messages, or by their texts where neither has one', () => {
  expect(isSameNotice({ text: 'a' }, { text: 'a' })).toBe(true)
  expect(isSameNotice({ text: 'a', said: FULL }, { text: 'b', said: FULL })).toBe(true)
  expect(isSameNotice({ text: 'a', said: FULL }, { text: 'a' })).toBe(false)
})
