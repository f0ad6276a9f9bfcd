/**
 * @file Commands for the canary of the open service, and commands that create bad versions to practice canaries with.
 */
import { commandNoticesText as text } from '../../../messages/en/commands/notices'
import { termsText } from '../../../messages/en/operate/terms'
import { message } from '../../../messages/message'
import '../../../messages/en/canary'
import { STORED_REASON } from '../../../ops/change'
import { BAD_MODELS } from '../../../ops/scenario/define-event'
import { anyNumber, flag, list, number, oneOf, optional, text as string } from '../../arguments'
import type { AppContext } from '../../context'
import { recordAction } from '../../operate/action-history'
import { canaryState } from '../../operate/canary'
import { canaryResult } from '../../operate/console-results'
import { operateController } from '../../operate/controller'
import { historyCommand, isOpen, operateCommand, serviceCommand } from './service-command'

const STEPS = {
  ...list(number('percent')),
  problem: (_: unknown, steps: string) => message('canary-steps', { steps }),
}
const PRACTICE_KIND = {
  ...oneOf(...BAD_MODELS),
  problem: (_: unknown, kind: string) => message('practice-kind', { kind, kinds: BAD_MODELS }),
}

const isUnderWay = (studio: AppContext) => isOpen(studio) && operateController(studio).canary.saved() !== undefined

export const startCanary = serviceCommand({
  id: 'canary.start',
  listed: true,
  args: {
    version: optional(number('version')),
    steps: optional(STEPS),
    automatic: optional(flag()),
  },
  run: (studio, asked) => operateController(studio).canary.begin(asked),
})

export const shareCanary = serviceCommand({
  id: 'canary.share',
  args: { percent: anyNumber('percent') },
  async run(studio, { percent }) {
    const { canary, store } = operateController(studio)
    const before = canary.saved()
    const from = before?.percent ?? canary.split().percent
    await canary.setShare(percent)
    const { service } = store.getState()
    // If this change promoted the challenger or ended the canary, there is no earlier share to restore, so do not
    // record it.
    if (service === null || from === percent || canary.saved()?.plan.to !== before?.plan.to) return
    const tried = before ? { tried: before.plan.to } : {}
    recordAction(studio, { kind: 'share', service, ...tried, from, to: percent })
  },
})

export const undoShare = historyCommand('canary.undo', 'share', 'undo')
export const redoShare = historyCommand('canary.redo', 'share', 'redo')

export const advanceCanary = operateCommand({
  id: 'canary.advance',
  listed: true,
  args: {},
  enabled: isUnderWay,
  async run(studio) {
    const { canary, store } = operateController(studio)
    const before = canary.saved()
    await canary.advance()
    const [{ service }, now] = [store.getState(), canary.saved()]
    if (service === null || !before || now?.plan.to !== before.plan.to || now.percent === before.percent) return
    recordAction(studio, { kind: 'share', service, tried: before.plan.to, from: before.percent, to: now.percent })
  },
})

export const promoteCanary = operateCommand({
  id: 'canary.promote',
  args: { why: optional(string()) },
  enabled: isUnderWay,
  run: (studio, { why }) => operateController(studio).canary.promote(why),
})

export const rollBackCanary = operateCommand({
  id: 'canary.rollback',
  listed: true,
  args: { why: optional(string()) },
  enabled: isUnderWay,
  run: (studio, { why = STORED_REASON.none }) => operateController(studio).canary.rollBack(why.slice(0, 500)),
})

export const badCanary = serviceCommand({
  id: 'canary.practice',
  args: { kind: PRACTICE_KIND, slice: optional(string('slice name')) },
  async run(studio, asked): Promise<{ readonly name: string; readonly version: number }> {
    const controller = operateController(studio)
    const { model } = controller.canary.split()
    const { savePracticeVersion } = await import('../../operate/canary/faulty-practice-versions')
    const { of, ...saved } = await savePracticeVersion(
      studio,
      model,
      asked,
      (controller.log().book?.slices ?? []).slice(1),
    )
    await studio.run('registry.alias', {
      model,
      alias: 'challenger',
      version: saved.version,
      why: text.practice({ kind: termsText.badModel[asked.kind] }),
    })
    const content = message('practice-saved', { ...saved, kind: asked.kind, of })
    void studio.run('notice.show', { tone: 'info', message: content })
    return saved
  },
})

export const readCanaryState = serviceCommand({
  id: 'canary.state',
  args: {},
  run(studio) {
    const controller = operateController(studio)
    return canaryResult(canaryState(controller.canary.saved(), controller.log()))
  },
})
