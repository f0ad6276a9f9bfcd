/** @file Tests which notices close automatically: old notices, and those that no longer apply. */
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { type Message, message, formatMessage } from '../../messages/message'
import { initialState } from '../../studio/make-studio'
import { replaces, withoutOffers } from '../../studio/notice'
import { callOf } from '../../studio/run-command'
import type { Notice } from '../../studio/state'
import { bring, flowers } from '../../studio/testing/bring'
import { openTestStudio } from '../../studio/testing/studio-fixture'
import { memoryStorage } from '../../storage/open-storage'
import '../../messages/en/runs'
import { useRunCommand } from '../studio-context'
import { click, find, render, settle, texts } from '../testing/render.test-help'
import { Notices, outdatedNotices, noticeDuration } from './notices'

const notice = (id: number, tone: Notice['tone'], text = `Notice ${id}.`): Notice => ({ id, tone, text })
const notify = (id: number, content: Message): Notice => ({
  id,
  tone: 'bad',
  text: formatMessage(content),
  message: content,
})
const ids = (notices: readonly Notice[]) => notices.map(({ id }) => id)

/** The state that notices are about; `part` differs from that of a new project whose network has a problem. */
const stateWith = (part: object = {}) => ({ ...initialState(), report: {}, ...part }) as never
const ready = stateWith({ report: { checked: {} } })

const SAVED = { tag: 'saved' } as const

describe('notices', () => {
  it('errors close after there was time to read them, except those with an action or about saving', () => {
    expect(noticeDuration(notice(1, 'bad'), SAVED)).toBe(12_000)
    expect(noticeDuration(notice(1, 'bad', 'x'.repeat(200)), SAVED)).toBe(24_000)
    expect(noticeDuration(notice(1, 'good'), SAVED)).toBe(8000)
    expect(
      noticeDuration({ ...notice(1, 'bad'), action: { title: 'Undo', ...callOf('graph.undo') } }, SAVED),
    ).toBeUndefined()
    expect(noticeDuration({ ...notice(1, 'bad'), about: 'saving' }, SAVED)).toBeUndefined()
    const why = message('save-failed', { why: 'The disk is full.' })
    expect(noticeDuration(notify(1, why), { tag: 'unsaved', why })).toBeUndefined()
    expect(noticeDuration(notify(1, message('save-failed', { why: 'Locked.' })), { tag: 'unsaved', why })).toBe(12_000)
  })
  it('only the newest two errors and the newest two others stay', () => {
    const shown = [notice(1, 'bad'), notice(2, 'info'), notice(3, 'bad'), notice(4, 'good'), notice(5, 'bad')]
    expect(ids(outdatedNotices(shown, stateWith()))).toEqual([1])
    expect(outdatedNotices(shown.slice(0, 4), stateWith())).toEqual([])
    expect(ids(outdatedNotices([...shown.slice(0, 4), notice(6, 'good')], stateWith()))).toEqual([2])
  })
  it('the refusal to train closes once the network has no problems', () => {
    const refusal = message('drawing-wrong', { problem: 'shape', sentence: 'Dense needs one row.' })
    const shown = [notice(1, 'bad'), notify(2, refusal), notice(3, 'bad')]
    expect(ids(outdatedNotices(shown, ready))).toEqual([2])
    expect(ids(outdatedNotices(shown, stateWith()))).toEqual([1])
  })
  it('a message closes once what it says is no longer true', () => {
    const training = {
      run: { tag: 'training', id: 'r', history: [{ epoch: 2, loss: 9 }] },
      runs: [{ id: 'r', name: 'Run 1', startedAt: '2026' }],
    }
    const recovered = { ...training.run, history: [...training.run.history, { epoch: 3, loss: 1.2 }] }
    const { plan } = initialState().project
    const late = { run: 'Run 1', first: 1, loss: 9, epoch: 2, rate: plan.learningRate }
    const inUse = { run: 'r', epoch: 2, step: 40 }
    const cases = [
      [message('run-starts-fresh', {}), training, { run: { tag: 'done', id: 'r' } }],
      [message('run-of-other-network', { run: 'Run 1', trains: 1, shown: 2 }), training, { run: { tag: 'idle' } }],
      [message('run-blown-up', late), training, { ...training, runs: [{ id: 's', name: 'Run 2', startedAt: '2026' }] }],
      [message('run-blown-up', late), training, { ...training, run: recovered }],
      [message('checkpoint-in-use', { run: 'Run 1', epoch: 2, step: 40 }), { ...training, inUse }, { inUse: null }],
      [
        message('checkpoint-in-use', { run: 'Run 1', epoch: 2, step: 40 }),
        { ...training, inUse },
        { runs: [{ id: 's', name: 'Run 2', startedAt: '2026' }], inUse: { ...inUse, run: 's' } },
      ],
    ] as const
    for (const [content, whileTrue, after] of cases) {
      const [shown] = [[notify(1, content)]]
      expect([content.code, ids(outdatedNotices(shown, stateWith(whileTrue)))]).toEqual([content.code, []])
      expect([content.code, ids(outdatedNotices(shown, stateWith(after)))]).toEqual([content.code, [1]])
    }
  })
  it('when a run starts, offers to start one and to undo an edit of its rows close', () => {
    const offer = (id: 'run.start' | 'dataset.undo' | 'graph.undo') => ({
      ...notice(1, 'good'),
      action: { title: 'Undo', ...callOf(id) },
    })
    const all = [offer('run.start'), offer('dataset.undo'), offer('graph.undo')]
    expect(withoutOffers(all).map(({ action }) => action?.command)).toEqual(['graph.undo'])
  })
  it('a message about a new state takes the place of the one about the state before; errors stay', () => {
    const about = (classes: number) => message('network-follows-classes', { column: 'kind', classes })
    const info = (content: Message) => ({ ...notify(1, content), tone: 'info' as const })
    expect(replaces(info(about(3)), info(about(4)))).toBe(true)
    expect(replaces(info(about(3)), info(message('run-starts-fresh', {})))).toBe(false)
    const failed = (why: string) => notify(1, message('save-failed', { why }))
    expect(replaces(failed('Full.'), failed('Locked.'))).toBe(false)
  })
})

function Use({ dataset }: { readonly dataset: string }) {
  const run = useRunCommand()
  return (
    <button type="button" onClick={() => run('data.use', { dataset })}>
      Use
    </button>
  )
}

describe('the notice that a dataset is not on this device', () => {
  /** A studio that opened a project without its rows, which it asked for; and a file that has them. */
  async function withoutItsRows() {
    const [here, there] = [memoryStorage(), memoryStorage()]
    const author = await openTestStudio('blank', Promise.resolve(here))
    onTestFinished(() => author.close())
    const dataset = await bring(here, flowers(), author.run)
    await author.run('data.use', { dataset })
    const bytes = await author.run<Uint8Array>('project.export')
    const complete = await author.run<Uint8Array>('project.export', { rows: true })
    const netloom = await openTestStudio('blank', Promise.resolve(there))
    onTestFinished(() => netloom.close())
    await render(
      <>
        <Notices />
        <Use dataset={dataset} />
      </>,
      netloom,
    )
    await settle(() => netloom.run('project.import', { bytes }))
    await click(find('button', 'Use'))
    const shown = () => settle(() => texts('[data-part="notices"] p').join())
    await expect.poll(shown).toContain('is not on this device')
    expect(texts('[data-part="notices"] button')).toContain('Import dataset files')
    return { netloom, shown, complete, there, dataset }
  }
  test('goes when its rows are here', async () => {
    const { netloom, shown, complete, there, dataset } = await withoutItsRows()
    const otherTab = await openTestStudio('blank', Promise.resolve(there))
    onTestFinished(() => otherTab.close())
    await otherTab.run('project.import', { bytes: complete })
    await settle(() => netloom.run('data.use', { dataset }))
    await expect.poll(shown).not.toContain('is not on this device')
  })
  test.each(['the file with the rows', 'another project'])('goes when %s is opened', async (what) => {
    const { netloom, shown, complete } = await withoutItsRows()
    await settle(() =>
      what === 'another project'
        ? netloom.run('project.new', { template: 'moons-mlp' })
        : netloom.run('project.import', { bytes: complete }),
    )
    await expect.poll(shown).not.toContain('is not on this device')
  })
})
