/**
 * @file Commands for services: creating, opening, drawing, serving, playing, and sending requests. Loaded with the
 * Operate page.
 */

import type { Service } from '../../../compile/project'
import { emptyService, exampleService, routerService, shadowService } from '../../../gallery/services'
import { commandNoticesText as text } from '../../../messages/en/commands/notices'
import { message, Refusal, refuse } from '../../../messages/message'
import { STORED_ACTOR, STORED_REASON } from '../../../ops/change'
import { SOURCES } from '../../../ops/log-entry'
import type { InferRow } from '../../../protocol/serving-messages'
import {
  anyNumber,
  checkedLater,
  either,
  integer,
  list,
  nullable,
  number,
  objectWith,
  oneOf,
  optional,
  text as string,
} from '../../arguments'
import type { ModelRow } from '../../../storage/records'
import type { AppContext } from '../../context'
import { newServiceSlos, savedAccuracy } from '../../operate/alerts/alerts'
import { operateController } from '../../operate/controller'
import { hasTrainedNetwork, modelAndLargerOne, newestModel, projectModel } from '../../operate/project-model'
import { heldOutAccuracy } from '../../operate/registry/registry'
import { notifyServing } from '../../operate/service-notices'
import { CALL_ROUTES } from '../../operate/url-controller'
import { changeProject } from '../../project/project-document'
import { callOf } from '../../run-command'
import { isOpen, isServing, operateCommand, serviceCommand } from './service-command'

const LIKE = {
  canary: exampleService,
  router: routerService,
  shadow: shadowService,
  empty: emptyService,
} as const
const TEMPLATE = {
  ...oneOf('canary', 'router', 'shadow', 'empty'),
  problem: (_: unknown, like: string) => message('service-like', { like, known: Object.keys(LIKE) }),
}
const SERVICE = string('service name')
/** The maximum length of a service name. */
const MAX_NAME = 80
// not text: a type
const SPEED = 'simulated milliseconds per real millisecond'

const servicesOf = ({ store }: Pick<AppContext, 'store'>): readonly Service[] => store.getState().project.services ?? []

/** The wanted name or, if it is taken, the name followed by the first free number. */
function freeName(studio: AppContext, wanted: string): string {
  const taken = new Set(servicesOf(studio).map(({ name }) => name))
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted} ${n}`
    if (!taken.has(name)) return name
  }
}

function keep(studio: AppContext, services: readonly Service[]): void {
  changeProject(studio.store, { services })
}

/**
 * The name of this project's saved model. If there is none, saves the trained network; without a trained network, uses
 * the newest model on this device.
 */
async function modelFor(studio: AppContext): Promise<string> {
  const state = studio.store.getState()
  const found = projectModel(state) ?? (hasTrainedNetwork(state) ? undefined : newestModel(state))
  if (found) return found.name
  const { name } = await studio.run('model.save', { name: state.project.name })
  return name
}

/** If the model has no champion yet, its newest version becomes the champion. */
async function setFirstChampion({ storage }: AppContext, model: string): Promise<void> {
  const versions = (await storage.models.list()).filter((row) => row.name === model)
  const newest = versions.toSorted((a, b) => b.version - a.version)[0]
  if (!newest) return refuse('no-model', { name: model, version: 0 })
  const { now } = await storage.aliases.of(model)
  if (now.champion !== undefined) return
  const move = { model, alias: 'champion', to: newest.version, by: STORED_ACTOR.user } as const
  await storage.aliases.move({ ...move, why: STORED_REASON.firstVersion })
}

/** The accuracy of a version on held-out rows. One that was trained in the background has not been measured yet. */
async function accuracyOf(studio: AppContext, row: ModelRow | undefined) {
  const saved = savedAccuracy(row?.metrics)
  if (saved || !row || row.metrics) return saved
  const record = await studio.storage.models.get(row.name, row.version)
  return record && heldOutAccuracy(studio, record)
}

export const newService = operateCommand({
  id: 'service.new',
  listed: true,
  args: { name: optional(string()), model: optional(string('model name')), like: optional(TEMPLATE) },
  async run(studio, { name, model, like = 'canary' }) {
    const of = model ?? (await modelFor(studio))
    const [first = of, second] = like === 'router' ? await modelAndLargerOne(studio, of) : []
    for (const one of second === undefined ? [first] : [first, second]) await setFirstChampion(studio, one)
    const { project } = studio.store.getState()
    const models = await studio.storage.models.list()
    const champion = (await studio.storage.aliases.of(first)).now.champion
    const served = models.find((row) => row.name === first && row.version === champion)
    const promised = { slos: newServiceSlos(project.plan, await accuracyOf(studio, served)) }
    const service = { ...LIKE[like](first, second), ...promised, name: freeName(studio, name ?? of) }
    keep(studio, [...servicesOf(studio), service])
    const controller = operateController(studio)
    await controller.refreshAliases(STORED_ACTOR.user, STORED_REASON.serviceCreated)
    await controller.open(service.name)
    studio.store.setState({ room: 'operate' })
    // A new service is drawn before there is anything to observe.
    controller.store.setState({ tab: 'diagram' })
    return service.name
  },
})

export const openService = operateCommand({
  id: 'service.open',
  args: { name: optional(SERVICE) },
  async run(studio, { name }) {
    const controller = operateController(studio)
    if (name === undefined) {
      // The drill of this project, if it is one, is followed from now on.
      ;(await import('../../operate/drills/drill-session')).drillState(studio)
      return controller.enter()
    }
    await controller.open(name)
    studio.store.setState({ room: 'operate' })
  },
})

export const listServices = operateCommand({
  id: 'service.list',
  args: {},
  run: (studio) => servicesOf(studio).map(({ name, drawing }) => ({ name, stages: drawing.nodes.length })),
})

export const copyService = operateCommand({
  id: 'service.copy',
  args: { name: SERVICE },
  async run(studio, { name }) {
    const found = servicesOf(studio).find((one) => one.name === name)
    if (!found) return refuse('service-unknown', { service: name, services: servicesOf(studio).map((s) => s.name) })
    const copy = { ...found, name: freeName(studio, name) }
    keep(studio, [...servicesOf(studio), copy])
    await operateController(studio).open(copy.name)
    return copy.name
  },
})

export const renameService = operateCommand({
  id: 'service.rename',
  listed: true,
  args: { name: optional(SERVICE), to: optional(string()) },
  enabled: (studio, args) => args?.name !== undefined || isOpen(studio),
  async run(studio, { name: asked, to }) {
    const controller = operateController(studio)
    const services = servicesOf(studio)
    const name = asked ?? controller.service().name
    if (!services.some((one) => one.name === name))
      return refuse('service-unknown', { service: name, services: services.map((one) => one.name) })
    if (to === undefined) {
      await controller.open(name)
      studio.store.setState({ room: 'operate' })
      controller.store.setState({ naming: true })
      return name
    }
    const wanted = to.trim()
    if (wanted.length > MAX_NAME) return refuse('service-name-long', { length: wanted.length, most: MAX_NAME })
    controller.store.setState({ naming: false })
    if (wanted === '' || wanted === name) return name
    const free = freeName(studio, wanted)
    await (await import('../../operate/named-service')).renameService(studio, name, free)
    return free
  },
})

export const removeService = operateCommand({
  id: 'service.remove',
  args: { name: SERVICE },
  async run(studio, { name }): Promise<void> {
    const services = servicesOf(studio)
    const at = services.findIndex((one) => one.name === name)
    const gone = services[at]
    if (!gone) return refuse('service-unknown', { service: name, services: services.map((one) => one.name) })
    keep(
      studio,
      services.filter((one) => one !== gone),
    )
    await studio.run('notice.show', {
      tone: 'info',
      text: text.serviceRemoved({ service: name }),
      action: { title: text.undo, ...callOf('service.restore', { service: gone, at }) },
    })
    await operateController(studio).enter()
  },
})

export const restoreService = operateCommand({
  id: 'service.restore',
  args: { service: objectWith<Service>('service', 'name', 'drawing'), at: optional(integer('position in the list')) },
  async run(studio, { service, at }) {
    const read = (await import('../../../storage/project-file')).readService(service)
    if (!read.ok) throw new Refusal(read.error)
    const services = servicesOf(studio)
    const back = { ...service, name: freeName(studio, service.name) }
    keep(studio, services.toSpliced(at ?? services.length, 0, back))
    await operateController(studio).open(back.name)
    return back.name
  },
})

export const startService = serviceCommand({
  id: 'service.start',
  listed: true,
  args: { name: optional(SERVICE) },
  async run(studio, { name }) {
    const controller = operateController(studio)
    if (name !== undefined) await controller.open(name)
    await controller.start()
    if (isServing(studio)) notifyServing(studio, controller)
  },
})

export const stopService = serviceCommand({
  id: 'service.stop',
  listed: true,
  args: {},
  run: (studio) => operateController(studio).stop(),
})

export const rollbackService = operateCommand({
  id: 'service.rollback',
  listed: true,
  args: { why: optional(string()) },
  enabled: isServing,
  run: (studio, { why = STORED_REASON.none }) => operateController(studio).rollBackDeploy(why),
})

export const playScenario = serviceCommand({
  id: 'service.play',
  listed: true,
  args: { speed: optional(number(SPEED)), to: optional(anyNumber('simulated milliseconds')) },
  run: (studio, asked) => operateController(studio).play(asked),
})

export const pauseScenario = operateCommand({
  id: 'service.pause',
  listed: true,
  args: {},
  enabled: isServing,
  run: (studio) => operateController(studio).pause(),
})

const noSpeed = (_: unknown, speed: string) => message('service-speed', { speed })

export const setSpeed = operateCommand({
  id: 'service.speed',
  args: { speed: { ...number(SPEED), problem: noSpeed } },
  run(studio, { speed }) {
    if (speed <= 0) throw new Refusal(noSpeed(speed, String(speed)))
    operateController(studio).setSpeed(speed)
  },
})

export const datasetOfService = serviceCommand({
  id: 'service.dataset',
  args: {},
  run: async (studio) => (await import('../../operate/requests/request-inputs')).serviceDataset(studio),
})

export const rowsOfService = serviceCommand({
  id: 'service.rows',
  args: {},
  run: async (studio) => (await import('../../operate/requests/request-inputs')).loadTestRows(studio),
})

export const callService = operateCommand({
  id: 'service.call',
  args: {
    method: oneOf('GET', 'POST'),
    path: string(),
    body: optional(string()),
    way: optional(oneOf(...CALL_ROUTES)),
  },
  enabled: isServing,
  run: (studio, { way = 'direct', method, path, body }) =>
    operateController(studio).url.call({ method, path, ...(body === undefined ? {} : { body }) }, way),
})

export const infer = operateCommand({
  id: 'service.infer',
  args: {
    rows: checkedLater<InferRow | readonly InferRow[]>('row or row[]'),
    source: optional(oneOf(...SOURCES)),
    labels: optional(list(nullable(either(string('class'), number())))),
  },
  enabled: isServing,
  async run(studio, { rows, source = 'sliders', labels }) {
    const all = Array.isArray(rows) ? (rows as readonly InferRow[]) : [rows as InferRow]
    return operateController(studio).session().infer(source, all, labels)
  },
})
