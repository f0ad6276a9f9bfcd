/**
 * @file Commands for the canary of the open service, and commands that create bad versions to practice canaries with.
 */
import { commandNoticesText as text } from '../../../messages/en/commands/notices'
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { message } from '../../../messages/message'
import '../../../messages/en/canary'
import { STORED_REASON } from '../../../ops/change-reason'
import { BAD_MODELS } from '../../../ops/scenario/simulated-conditions'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { type UndoDirection, undoOrRedo, nextAction, recordAction } from '../../operate/action-history'
import type { CanaryRequest } from '../../operate/make-canary-plan'
import { canaryState } from '../../operate/canary-state'
import { operateController } from '../../operate/controller'
import type { PracticeModelOptions } from '../../operate/faulty-practice-versions'

const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null
const isUnderWay = (studio: AppContext) => isOpen(studio) && operateController(studio).canary.saved() !== undefined

export const startCanary = defineCommand({
  id: 'canary.start',
  title: operateCommandsText['canary.start'],
  listed: true,
  args: {
    version: 'number? (default: the challenger, else the newest that is not a practice model)',
    steps: 'increasing shares in percent? (default: 5, 25, 50)',
    automatic: 'boolean?: whether the share increases automatically',
  },
  enabled: isOpen,
  run: (studio, asked: CanaryRequest) => operateController(studio).canary.begin(asked),
})

export const shareCanary = defineCommand({
  id: 'canary.share',
  title: operateCommandsText['canary.share'],
  args: { percent: 'number, 0 to 100' },
  enabled: isOpen,
  async run(studio, { percent }: { percent: number }) {
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

const goingBack = (way: UndoDirection) =>
  defineCommand({
    id: `canary.${way}`,
    title: operateCommandsText[`canary.${way}`],
    args: {},
    enabled: (studio) => isOpen(studio) && nextAction(studio, 'share', way) !== undefined,
    run: (studio) => undoOrRedo(studio, 'share', way),
  })

export const undoShare = goingBack('undo')
export const redoShare = goingBack('redo')

export const advanceCanary = defineCommand({
  id: 'canary.advance',
  title: operateCommandsText['canary.advance'],
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

export const promoteCanary = defineCommand({
  id: 'canary.promote',
  title: operateCommandsText['canary.promote'],
  args: { why: 'string?' },
  enabled: isUnderWay,
  run: (studio, { why }: { why?: string }) => operateController(studio).canary.promote(why),
})

export const rollBackCanary = defineCommand({
  id: 'canary.rollback',
  title: operateCommandsText['canary.rollback'],
  listed: true,
  args: { why: 'string?' },
  enabled: isUnderWay,
  run: (studio, { why = STORED_REASON.none }: { why?: string }) =>
    operateController(studio).canary.rollBack(String(why).slice(0, 500)),
})

export const badCanary = defineCommand({
  id: 'canary.practice',
  title: operateCommandsText['canary.practice'],
  args: { kind: BAD_MODELS.join(', '), slice: 'name of a slice?' },
  enabled: isOpen,
  async run(studio, asked: PracticeModelOptions) {
    const controller = operateController(studio)
    const { model } = controller.canary.split()
    const { savePracticeVersion } = await import('../../operate/faulty-practice-versions')
    const { of, ...saved } = await savePracticeVersion(
      studio,
      model,
      asked,
      (controller.log().book?.slices ?? []).slice(1),
    )
    await studio.run('registry.alias', {
      ...{ model, alias: 'challenger', version: saved.version },
      why: text.practice({ kind: asked.kind }),
    })
    const content = message('practice-saved', { ...saved, kind: asked.kind, of })
    void studio.run('notice.show', { tone: 'info', message: content })
    return saved
  },
})

export const readCanaryState = defineCommand({
  id: 'canary.state',
  title: operateCommandsText['canary.state'],
  args: {},
  enabled: isOpen,
  run(studio) {
    const controller = operateController(studio)
    return canaryState(controller.canary, controller.log())
  },
})
