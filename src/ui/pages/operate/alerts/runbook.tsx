/** @file Runbook: the Markdown runbook for an incident, with names filled in and steps that run commands. */

import type { Alias } from '../../../../catalog/lowered-stage'
import type { LooseParams } from '../../../../catalog/node-def'
import { stages } from '../../../../catalog/service-stages'
import type { Service } from '../../../../compile/project'
import { featureLabel } from '../../../../data/monitoring/monitored-features'
import {
  type BadBranch,
  loadRunbook,
  type RunbookPart,
  type RunbookValues,
  readRunbook,
} from '../../../../gallery/runbooks'
import type { DrawnNode } from '../../../../graph/drawing'
import { shortPercent } from '../../../../messages/format'
import { runbookStepsText as text } from '../../../../messages/en/operate/alerts'
import { aliasName } from '../../../../messages/en/operate/terms'
import type { ServiceChange } from '../../../../ops/alerts/alert'
import type { Incident } from '../../../../ops/alerts/incidents'
import { MINUTE_MS } from '../../../../ops/log/fold-log'
import type { LogDictionary } from '../../../../ops/log-entry'
import { versionTitle } from '../../../../messages/en/operate/terms'
import type { RetrainingState } from '../../../../ops/retraining-loop'
import type { AliasVersions, VersionRef } from '../../../../ops/service-spec'
import type { DeployTarget } from '../../../../protocol/serving-messages'
import { rollbackTarget } from '../../../../storage/aliases'
import type { ModelRow } from '../../../../storage/records'
import { type CanarySplitState, canarySplit } from '../../../../studio/operate/canary'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { operateTab } from '../../../../studio/operate/state'
import { Rich } from '../../../kit/rich-text'
import { useLoaded } from '../../../kit/use-on-change'
import { useRunCommand, useRunData, useSelect } from '../../../studio-context'
import { useCanarySplitState, useModels, useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import type { Alerts } from './use-alerts'

export interface RunbookProps {
  readonly alerts: Alerts
  readonly incident: Incident
}

/** The blocks of the runbook of an incident, and what its steps depend on. */
export function useRunbook({ alerts, incident }: RunbookProps) {
  const aliases = useOperate((state) => state.aliases)
  const state = useCanarySplitState()
  const lines = useModels() ?? []
  const models = useSelect((state) => state.models)
  const now = runbookContext(state, alerts, { incident, lines, models })
  const names = runbookNames(incident, alerts.log.book, aliases, now.deployed, servedModel(alerts.service))
  const router = routerOf(alerts.service, names)
  const { value: written = '' } = useLoaded([incident.runbook, router?.bad], () =>
    loadRunbook(incident.runbook, router?.bad),
  )
  return { blocks: readRunbook(written, { ...names, ...router?.names }), names, now }
}

export function Runbook(props: RunbookProps) {
  const { blocks, now } = useRunbook(props)
  const [heading, ...rest] = blocks
  return (
    <section aria-label={text.title}>
      <h3>
        {heading ? (
          <Rich text={text.titled} marks={{ heading: () => <Parts parts={heading.parts} now={now} /> }} />
        ) : (
          text.title
        )}
      </h3>
      {rest
        .filter(({ kind }) => kind === 'text')
        .map(({ parts }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
          <p key={i}>
            <Parts parts={parts} now={now} />
          </p>
        ))}
      <ol className={kit.steps}>
        {rest
          .filter(({ kind }) => kind === 'step')
          .map(({ parts }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
            <li key={i}>
              <Parts parts={parts} now={now} />
            </li>
          ))}
      </ol>
    </section>
  )
}

function Parts({ parts, now }: { readonly parts: readonly RunbookPart[]; readonly now: RunbookContext }) {
  const runPart = useRunData()
  const run = useRunCommand()
  return doable(parts, now).map((part, i) => {
    const key = `${i}`
    if (typeof part === 'string') return <span key={key}>{part}</span>
    if (part.kind === 'strong') return <strong key={key}>{part.text}</strong>
    if (part.kind === 'idle')
      return (
        <span key={key}>
          {part.text} <span className={kit.soft}>{part.text ? text.reason({ why: part.why }) : part.why}</span>
        </span>
      )
    const showTab = (id: string) => {
      const tab = operateTab(id)
      if (tab) run('room.open', { room: 'operate', tab })
    }
    const act = part.kind === 'show' ? () => showTab(part.tab) : () => runPart(part.command, part.args)
    return (
      <button key={key} type="button" className={kit.link} onClick={act}>
        {part.text}
      </button>
    )
  })
}

interface ContextSources {
  readonly incident: Incident
  /** The models in the registry. */
  readonly lines: readonly RegistryModel[]
  readonly models: readonly Pick<ModelRow, 'name' | 'version'>[]
}

/** Collects the current state. */
export function runbookContext(
  state: CanarySplitState,
  { log, service }: Pick<Alerts, 'log' | 'service'>,
  { incident, lines, models }: ContextSources,
): RunbookContext {
  const deploy = log.deploy()
  // The cast is safe because only the retraining loop stores data under this name.
  const retraining = log.annotation('ring') as RetrainingState | undefined
  return {
    incident,
    serving: state.serving.tag === 'on',
    canary: service.canary !== undefined,
    share: shareOf(state),
    below: routerOf(service, {})?.below,
    deployed: deploy?.places ?? [],
    isRolledBack: deploy?.places.length === 0,
    isRetraining: retraining?.turn !== undefined,
    rollbackVersion(name, alias) {
      const { moves = [], now = {}, versions = [] } = lines.find(({ model }) => model === name) ?? {}
      const here = new Set(versions.flatMap(({ state, version }) => (state === 'here' ? [version] : [])))
      return rollbackTarget(moves, alias).find((to): to is number => to !== null && to !== now[alias] && here.has(to))
    },
    rolledBackAt: (name, alias) =>
      log.changes.findLast(({ at, what }) => {
        if (at < incident.fromMinute * MINUTE_MS || what.type !== 'alias') return false
        return what.model === name && what.alias === alias && (what.to ?? 0) < (what.from ?? 0)
      })?.at,
    hasVersion: ({ model, version }) => models.some((one) => one.name === model && one.version === version),
  }
}

/** The challenger's traffic share; undefined if the service diagram has no split for a canary, or has problems. */
function shareOf(state: CanarySplitState): number | undefined {
  try {
    return canarySplit(state).percent
  } catch {
    return undefined
  }
}

// Steps: the names that are inserted into a runbook, and which of its commands have an effect right now.

/** The state of the service that runbook steps depend on. */
export interface RunbookContext {
  readonly incident: Pick<Incident, 'state' | 'resolvedBy'>
  readonly serving: boolean
  /** Whether a canary is running. */
  readonly canary: boolean
  /** The challenger's traffic share in percent; undefined if no split sends traffic to a challenger. */
  readonly share: number | undefined
  /** The confidence below which a router passes requests on; undefined without a router. */
  readonly below?: number | undefined
  /** Stages that run a directly deployed model, to which no registry alias points. */
  readonly deployed: readonly DeployTarget[]
  /** Whether this deploy was rolled back. */
  readonly isRolledBack: boolean
  /**
   * The version that a rollback of this alias restores; undefined if there is none or it is not stored on this device.
   */
  rollbackVersion(model: string, alias: Alias): number | undefined
  /** The simulated time in ms of the last rollback of this alias since the incident began; undefined without one. */
  rolledBackAt(model: string, alias: Alias): number | undefined
  hasVersion(version: VersionRef): boolean
  /** Whether a retraining round is running. */
  readonly isRetraining: boolean
}

/**
 * The names to insert into a runbook. A model deployed directly has no alias, so the alias of the stage that runs it is
 * used.
 */
export function runbookNames(
  { id, cause, moves }: Pick<Incident, 'id' | 'cause' | 'moves'>,
  book: Pick<LogDictionary, 'versions' | 'slices'> | undefined,
  aliases: AliasVersions,
  deployed: readonly DeployTarget[],
  served: string | undefined,
): RunbookValues {
  const version = cause.of === 'version' ? book?.versions[cause.value] : undefined
  const last = moves.find(({ what }) => what.type === 'alias' && what.alias !== 'shadow')
  const moved = (cause.of === 'move' ? cause.move : last)?.what
  const ofMove = moved?.type === 'alias' ? namesOfChange(moved) : undefined
  const model = version && modelOf(version.model, aliases)
  const isDeploy = version !== undefined && model !== version.model
  const challenger = challengerOf(model ?? ofMove?.model ?? served, book, aliases, deployed)
  const own = Object.entries(aliases[model ?? ''] ?? {})
  // A directly deployed model is not in the registry; it carries the number of the version it was derived from.
  const alias = isDeploy
    ? (deployed.find((place) => place.model === model)?.alias ?? 'champion')
    : own.find(([, at]) => at === version?.version)?.[0]
  return {
    incident: id,
    ...(served !== undefined && Object.hasOwn(aliases, served) ? { model: served } : {}),
    ...(cause.of === 'slice' ? { slice: book?.slices[cause.value] } : {}),
    ...(cause.of === 'drift' ? { feature: featureLabel(cause.features[0] ?? '') } : {}),
    ...ofMove,
    // The name of the model that serves as the challenger: the directly deployed model if there is one, otherwise the
    // version that the alias points to.
    ...(version && model !== undefined
      ? { version: versionTitle(version), model, number: isDeploy ? undefined : version.version }
      : {}),
    ...(alias ? { alias } : {}),
    ...(challenger === undefined ? {} : { challenger }),
  }
}

function namesOfChange({ model, alias, to }: Extract<ServiceChange['what'], { type: 'alias' }>) {
  const version = to === undefined ? {} : { version: versionTitle({ model, version: to }) }
  return { model, alias, number: to, ...version }
}

/**
 * The name of a model's challenger: the directly deployed model if there is one, otherwise the version that the alias
 * points to.
 */
function challengerOf(
  model: string | undefined,
  book: Pick<LogDictionary, 'versions'> | undefined,
  aliases: AliasVersions,
  deployed: readonly DeployTarget[],
): string | undefined {
  if (model === undefined) return undefined
  const isDeployed = deployed.some((place) => place.model === model && place.alias === 'challenger')
  const put = isDeployed ? book?.versions.findLast((one) => isMadeOf(one.model, model)) : undefined
  if (put) return versionTitle(put)
  const version = aliases[model]?.challenger
  return version === undefined ? undefined : versionTitle({ model, version })
}

/** The first model of a service. */
export function servedModel({ drawing }: Pick<Service, 'drawing'>): string | undefined {
  const node = drawing.nodes.find(({ kind }) => kind === 'model')
  return typeof node?.params.model === 'string' ? node.params.model : undefined
}

/**
 * The router of a service, the names of the stages that it connects, and which of them runs the bad version; undefined
 * without a router between two models.
 */
export function routerOf({ name: service, drawing: { nodes, wires } }: Service, { model, alias }: RunbookValues) {
  const router = nodes.find(({ kind }) => kind === 'router')
  if (!router) return undefined
  const next = (of: 'from' | 'to') => {
    const other = of === 'from' ? 'to' : 'from'
    const reached = new Set([router.id])
    // A set that grows while it is iterated also visits what was added.
    for (const id of reached) for (const wire of wires) if (wire[of] === id) reached.add(wire[other])
    return nodes.find(({ id, kind }) => kind === 'model' && reached.has(id))
  }
  const [small, large] = [next('to'), next('from')]
  if (!small || !large) return undefined
  const below = Number(router.params.below ?? stages.find('router')?.params.below?.default)
  const runs = ({ params }: DrawnNode) => params.model === model && (params.alias ?? 'champion') === alias
  const bad: BadBranch = runs(small) === runs(large) ? 'unknown' : runs(small) ? 'small' : 'large'
  const names = { service, router: router.id, small: titleOf(small), large: titleOf(large), below: shortPercent(below) }
  return { bad, below, names }
}

function titleOf({ id, label, params }: DrawnNode): string {
  return label || String(params.model || id)
}

/**
 * The registered model from which a model was derived: "reader" for "reader (deploy 3)". A name that is in the registry
 * itself is returned unchanged.
 */
function modelOf(name: string, aliases: AliasVersions): string {
  if (Object.hasOwn(aliases, name)) return name
  return Object.keys(aliases).find((model) => isMadeOf(name, model)) ?? name
}

function isMadeOf(name: string, model: string): boolean {
  return name.startsWith(`${model} (`)
}

/** Why a step has no effect. */
export type IdleReason = keyof typeof text.idle | 'done'

/** The reason why a runbook command would have no effect now; undefined if it would have an effect. */
export function idleStep(command: string, args: object, now: RunbookContext): IdleReason | undefined {
  const { model, alias, version } = args as {
    readonly model?: string
    readonly alias?: Alias
    readonly version?: number
  }
  switch (command) {
    case 'incident.resolve':
      return whenResolved(now)
    case 'registry.rollback': {
      if (model === undefined || alias === undefined) return undefined
      if (now.rolledBackAt(model, alias) !== undefined) return 'done'
      if ((now.serving && isDeployed(now, model, alias)) || now.rollbackVersion(model, alias) !== undefined)
        return whenResolved(now)
      return now.isRolledBack ? 'deployRolledBack' : 'noPreviousVersion'
    }
    case 'graph.set':
      return (args as { readonly params: LooseParams }).params.below === now.below ? 'routed' : whenResolved(now)
    case 'registry.open':
      return model === undefined || version === undefined || now.hasVersion({ model, version }) ? undefined : 'gone'
    case 'canary.rollback':
      return now.canary ? whenResolved(now) : 'noCanary'
    case 'canary.share':
      if (now.share === undefined) return 'noSplit'
      return now.share === 0 ? 'noShare' : undefined
    case 'service.start':
      return now.serving ? 'serving' : undefined
    case 'service.stop':
      return now.serving ? undefined : 'stopped'
    case 'retraining.start':
      return now.isRetraining ? 'loopRunning' : undefined
    default:
      return undefined
  }
}

/** Whether a rollback of the alias ends a deploy: only a deploy that replaced a champion can be rolled back. */
function isDeployed({ deployed }: RunbookContext, model: string, alias: Alias): boolean {
  return alias === 'champion' && deployed.some((one) => one.alias === alias && one.model === model)
}

/** A step that changes the service has nothing to fix once the incident is resolved. */
function whenResolved({ incident: { state, resolvedBy } }: RunbookContext): IdleReason | undefined {
  if (state !== 'resolved') return undefined
  return resolvedBy === 'user' ? 'closed' : 'over'
}

// The displayed parts of a runbook step; a command that cannot run shows the reason.

export type StepPart =
  | Exclude<RunbookPart, { readonly kind: 'unknown' }>
  /** A command that cannot run, with the reason. If `text` is empty, the reason is shown instead. */
  | { readonly kind: 'idle'; readonly text: string; readonly why: string }

/**
 * The parts of a step as they apply right now. If a command cannot run, the clause introduced by a colon after it is
 * omitted too.
 */
export function doable(parts: readonly RunbookPart[], now: RunbookContext): readonly StepPart[] {
  let isLeftOut = false
  return parts.map((part): StepPart => {
    const follows = isLeftOut
    isLeftOut = false
    if (typeof part === 'string') return follows && part.startsWith(':') ? (/[.!?].*$/s.exec(part)?.[0] ?? '') : part
    if (part.kind === 'unknown')
      return { kind: 'idle', text: part.text, why: text.idle[unknownReason(part.command, now)] }
    if (part.kind !== 'run') return part
    const reason = idleStep(part.command, part.args, now)
    if (reason === undefined) return { ...part, text: stepText(part, now) }
    const { model = '', alias = '' } = part.args as { readonly model?: string; readonly alias?: Alias | '' }
    const doneAt = alias && now.rolledBackAt(model, alias)
    if (reason === 'done') return { kind: 'idle', text: part.text, why: text.doneAt({ at: doneAt || 0 }) }
    if (reason !== 'noPreviousVersion') return { kind: 'idle', text: part.text, why: text.idle[reason] }
    isLeftOut = true
    return { kind: 'idle', text: '', why: text.noWayBack({ alias: aliasName(alias), model }) }
  })
}

/** The text of a step; for a rollback, the text includes the version to be restored. */
function stepText({ text: step, command, args }: Extract<RunbookPart, { kind: 'run' }>, now: RunbookContext): string {
  const { model, alias } = args as { readonly model?: string; readonly alias?: Alias }
  if (command !== 'registry.rollback' || model === undefined || alias === undefined) return step
  if (isDeployed(now, model, alias)) return text.rollBackDeploy
  const version = now.rollbackVersion(model, alias)
  return version === undefined ? step : text.toVersion({ step, version })
}

function unknownReason(command: string, { deployed, isRolledBack: takenBack }: RunbookContext): keyof typeof text.idle {
  return command === 'registry.open' && (deployed.length > 0 || takenBack) ? 'notInRegistry' : 'unknown'
}
