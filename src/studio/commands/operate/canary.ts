/** @file Commands on the canary of the open service, and on models to practise on. */
import { commandNoticesText as text } from '../../../messages/en/commands/notices'
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { message } from '../../../messages/message'
import '../../../messages/en/canary'
import { STORED_REASON } from '../../../ops/change-reason'
import { BAD_MODELS } from '../../../ops/scenario/conditions'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { type ActWay, goAct, nextAct, remember } from '../../operate/acts'
import type { CanaryAsked } from '../../operate/canary-begin'
import { canaryState } from '../../operate/canary-state'
import { operateDesk } from '../../operate/controller'
import type { BadAsked } from '../../operate/practice'

const isOpen = (studio: AppContext) => operateDesk(studio).store.getState().service !== null
const isUnderWay = (studio: AppContext) => isOpen(studio) && operateDesk(studio).canary.kept() !== undefined

export const startCanary = defineCommand({
  id: 'canary.start',
  title: operateCommandsText['canary.start'],
  listed: true,
  args: {
    version: 'number? (default the challenger, else the newest that is not bad on purpose)',
    steps: 'shares in percent, rising? (default 5, 25, 50)',
    automatic: 'boolean? whether it goes up by itself',
  },
  enabled: isOpen,
  run: (studio, asked: CanaryAsked) => operateDesk(studio).canary.begin(asked),
})

export const shareCanary = defineCommand({
  id: 'canary.share',
  title: operateCommandsText['canary.share'],
  args: { percent: 'number, 0 to 100' },
  enabled: isOpen,
  async run(studio, { percent }: { percent: number }) {
    const { canary, store } = operateDesk(studio)
    const before = canary.kept()
    const from = before?.percent ?? canary.split().percent
    await canary.share(percent)
    const { service } = store.getState()
    // Where it took over or ended, there is no fader to put back.
    if (service === null || from === percent || canary.kept()?.plan.to !== before?.plan.to) return
    const tried = before ? { tried: before.plan.to } : {}
    remember(studio, { kind: 'share', service, ...tried, from, to: percent })
  },
})

const goingBack = (way: ActWay) =>
  defineCommand({
    id: `canary.${way}`,
    title: operateCommandsText[`canary.${way}`],
    args: {},
    enabled: (studio) => isOpen(studio) && nextAct(studio, 'share', way) !== undefined,
    run: (studio) => goAct(studio, 'share', way),
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
    const { canary, store } = operateDesk(studio)
    const before = canary.kept()
    await canary.advance()
    const [{ service }, now] = [store.getState(), canary.kept()]
    if (service === null || !before || now?.plan.to !== before.plan.to || now.percent === before.percent) return
    remember(studio, { kind: 'share', service, tried: before.plan.to, from: before.percent, to: now.percent })
  },
})

export const promoteCanary = defineCommand({
  id: 'canary.promote',
  title: operateCommandsText['canary.promote'],
  args: { why: 'string?' },
  enabled: isUnderWay,
  run: (studio, { why }: { why?: string }) => operateDesk(studio).canary.promote(why),
})

export const rollBackCanary = defineCommand({
  id: 'canary.rollback',
  title: operateCommandsText['canary.rollback'],
  listed: true,
  args: { why: 'string?' },
  enabled: isUnderWay,
  run: (studio, { why = STORED_REASON.none }: { why?: string }) =>
    operateDesk(studio).canary.rollBack(String(why).slice(0, 500)),
})

export const badCanary = defineCommand({
  id: 'canary.practice',
  title: operateCommandsText['canary.practice'],
  args: { kind: BAD_MODELS.join(', '), slice: 'name of a slice?' },
  enabled: isOpen,
  async run(studio, asked: BadAsked) {
    const desk = operateDesk(studio)
    const { model } = desk.canary.split()
    const { saveBad } = await import('../../operate/practice')
    const { of, ...saved } = await saveBad(studio, model, asked, (desk.log().book?.slices ?? []).slice(1))
    await studio.run('registry.alias', {
      ...{ model, alias: 'challenger', version: saved.version },
      why: text.practice({ kind: asked.kind }),
    })
    const said = message('practice-saved', { ...saved, kind: asked.kind, of })
    void studio.run('notice.show', { tone: 'info', said })
    return saved
  },
})

export const readCanaryState = defineCommand({
  id: 'canary.state',
  title: operateCommandsText['canary.state'],
  args: {},
  enabled: isOpen,
  run(studio) {
    const desk = operateDesk(studio)
    return canaryState(desk.canary, desk.log())
  },
})
