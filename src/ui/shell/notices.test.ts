/** @file Which notices close: old errors, and what is no longer true. */
import { describe, expect, it } from 'vitest'
import { type Message, message, formatMessage } from '../../messages/message'
import type { Notice } from '../../studio/state'
import { outdated, staysFor } from './notices'

const notice = (id: number, tone: Notice['tone'], text = `Notice ${id}.`): Notice => ({ id, tone, text })
const notify = (id: number, said: Message): Notice => ({ id, tone: 'bad', text: formatMessage(said), said })
const ids = (notices: readonly Notice[]) => notices.map(({ id }) => id)

const SAVED = { tag: 'saved' } as const

describe('notices', () => {
  it('of bad news leave by themselves once they can have been read, but for those to act on and about saving', () => {
    expect(staysFor(notice(1, 'bad'), SAVED)).toBe(12_000)
    expect(staysFor(notice(1, 'bad', 'x'.repeat(200)), SAVED)).toBe(24_000)
    expect(staysFor(notice(1, 'good'), SAVED)).toBe(8000)
    expect(staysFor({ ...notice(1, 'bad'), action: { title: 'Undo', command: 'graph.undo' } }, SAVED)).toBeUndefined()
    expect(staysFor({ ...notice(1, 'bad'), about: 'saving' }, SAVED)).toBeUndefined()
    const why = message('save-failed', { why: 'The disk is full.' })
    expect(staysFor(notify(1, why), { tag: 'unsaved', why })).toBeUndefined()
    expect(staysFor(notify(1, message('save-failed', { why: 'Locked.' })), { tag: 'unsaved', why })).toBe(12_000)
  })
  it('keep the newest two of the bad news, and the newest two of other', () => {
    const shown = [notice(1, 'bad'), notice(2, 'info'), notice(3, 'bad'), notice(4, 'good'), notice(5, 'bad')]
    expect(ids(outdated(shown, 'wrong'))).toEqual([1])
    expect(outdated(shown.slice(0, 4), 'wrong')).toEqual([])
    expect(ids(outdated([...shown.slice(0, 4), notice(6, 'good')], 'wrong'))).toEqual([2])
  })
  it('drop the refusal of a drawing once the drawing is ready, and not before', () => {
    const refusal = message('drawing-wrong', { problem: 'shape', sentence: 'Dense needs one row.' })
    const shown = [notice(1, 'bad'), notify(2, refusal), notice(3, 'bad')]
    expect(ids(outdated(shown, 'ready'))).toEqual([2])
    expect(ids(outdated(shown, 'wrong'))).toEqual([1])
  })
})
