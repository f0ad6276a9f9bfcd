/** @file Commands for hand-ins: a learner hands in a lesson, and a teacher checks hand-ins by training them again. */
import '../../messages/en/hand-ins'
import { moreCommandsText } from '../../messages/en/commands/more'
import { Refusal, refuse } from '../../messages/message'
import { callback, instance, list, optional, shape, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import type { CheckProgress, HandInRow } from '../hand-ins/check-hand-ins'

const defineCommand = commandsWith(moreCommandsText)

/** The name of the last hand-in of each studio. It is not stored: several learners may share a device. */
const names = new WeakMap<AppContext['store'], string>()

/** The check in progress of each studio. */
const checks = new WeakMap<AppContext['store'], AbortController>()

/** Writes the hand-in of the open lesson as a file. */
export const makeHandInFile = defineCommand({
  id: 'handin.make',
  args: { name: text() },
  async run(studio, { name }): Promise<Uint8Array<ArrayBuffer>> {
    const [{ makeHandIn }, { writeHandIn }] = await modules()
    const file = writeHandIn(await makeHandIn(studio, name))
    if (!file.ok) throw new Refusal(file.error)
    names.set(studio.store, name)
    return file.value
  },
})

/** Writes the hand-in of the open lesson as the fragment of an address. */
export const makeHandInLink = defineCommand({
  id: 'handin.link',
  args: { name: optional(text()) },
  async run(studio, { name = names.get(studio.store) ?? '' }) {
    const [{ makeHandIn }, { writeHandInLink }] = await modules()
    const link = writeHandInLink(await makeHandIn(studio, name))
    if (!link.ok) throw new Refusal(link.error)
    names.set(studio.store, name)
    return link.value
  },
})

const modules = () => Promise.all([import('../hand-ins/make-hand-in'), import('../../storage/hand-in-file')])

/** Checks hand-ins, and resolves with one row for each. */
export const checkHandInFiles = defineCommand({
  id: 'handin.check',
  args: {
    files: list(shape({ path: text(), bytes: instance<Uint8Array>(Uint8Array) })),
    onRow: optional(callback<(row: HandInRow, index: number) => void>('(row, index) => void')),
    onProgress: optional(callback<(progress: CheckProgress) => void>('({checked, of, share}) => void')),
  },
  async run(studio, { files, onRow, onProgress }): Promise<readonly HandInRow[]> {
    if (checks.has(studio.store)) return refuse('handin-busy', {})
    const abort = new AbortController()
    checks.set(studio.store, abort)
    try {
      const { checkHandIns } = await import('../hand-ins/check-hand-ins')
      return await checkHandIns(studio, files, { signal: abort.signal, onRow, onProgress })
    } catch (error) {
      return abort.signal.aborted ? refuse('handin-stopped', {}) : Promise.reject(error)
    } finally {
      checks.delete(studio.store)
    }
  },
})

/** Stops the check in progress, if there is one; it then fails with `handin-stopped`. */
export const stopHandInCheck = defineCommand({
  id: 'handin.stop',
  args: {},
  run(studio) {
    checks.get(studio.store)?.abort()
  },
})
