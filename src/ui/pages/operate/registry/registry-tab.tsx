/**
 * @file RegistryTab: each model as a track of versions with its aliases; below the track, the open panel: a gate, a
 * version or the list of alias moves.
 */

import { useState } from 'react'
import { registryText as text } from '../../../../messages/en/operate/registry'
import { termsText } from '../../../../messages/en/operate/terms'
import { when } from '../../../../messages/format'
import { actorText, reasonText } from '../../../../ops/change-text'
import type { AliasMove } from '../../../../storage/alias-records'
import { activeDeploy } from '../../../../studio/operate/canary'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { modelsByProject } from '../../../../studio/operate/registry/registry'
import { Button } from '../../../kit/button'
import { type Column, DataTable } from '../../../kit/data-table'
import { IconButton } from '../../../kit/icon-button'
import { useOpenDialog } from '../../../shell/dialogs-context'
import { useRunCommand, useSelect } from '../../../studio-context'
import { EmptyPage } from '../../section'
import { useLog, useModels, useOperate } from '../use-operate'
import { GatePanel } from './gate-panel'
import { ModelTrack, rollbacks } from './model-track'
import { type OpenPanel, Panel } from './panel'
import kit from '../../../kit/kit.module.css'
import styles from './registry.module.css'
import { VersionPanel } from './version-panel'
import { VersionTable } from './version-table'

/** The registry with all models. */
export default function RegistryTab() {
  const models = useModels()
  const openDialog = useOpenDialog()
  const [openPanel, setOpened] = useState<OpenPanel | null>(null)
  const close = () => setOpened(null)
  const project = useSelect((state) => state.project)
  const runs = useSelect((state) => state.runs)
  if (!models) return <p className={kit.soft}>{text.loading}</p>
  const { ofProject: shown, ofDrills: drillModels } = modelsByProject(models, { project, runs })
  if (shown.length === 0) return <NoModel elsewhere={drillModels} />
  return (
    <div className={kit.stackWide}>
      <p className={kit.caption}>
        {text.intro}{' '}
        <Button size="small" tone="quiet" icon="model" onClick={() => openDialog('models')}>
          {text.saveVersion}
        </Button>
      </p>
      {shown.map((model) => {
        const here = openPanel?.model === model.model ? openPanel : null
        return (
          <section key={model.model} className={`${kit.section} ${styles.model}`} aria-label={model.model}>
            <ModelHead registryModel={model} onOpen={setOpened} />
            <DeployWarning model={model.model} />
            <ModelTrack registryModel={model} openPanel={here} onOpen={setOpened} />
            {!here && (
              <VersionTable
                registryModel={model}
                onOpen={(version) => setOpened({ kind: 'version', model: model.model, version })}
              />
            )}
            {here?.kind === 'gate' && (
              <GatePanel key={`${here.alias} ${here.version}`} registryModel={model} move={here} onClose={close} />
            )}
            {here?.kind === 'version' && (
              <VersionPanel key={here.version} registryModel={model} version={here.version} onClose={close} />
            )}
            {here?.kind === 'moves' && <AliasMoves registryModel={model} onClose={close} />}
          </section>
        )
      })}
      <DrillModels lines={drillModels} />
    </div>
  )
}

/** Explains where to find models that were trained in drills. */
function DrillModels({ lines: models }: { readonly lines: readonly RegistryModel[] }) {
  if (models.length === 0) return null
  return <p className={kit.soft}>{text.fromDrills({ models: models.map(({ model }) => model) })}</p>
}

function NoModel({ elsewhere: drillModels }: { readonly elsewhere: readonly RegistryModel[] }) {
  const run = useRunCommand()
  const trained = useSelect(({ run: { tag } }) => tag === 'done' || tag === 'paused')
  const name = useSelect((state) => state.project.name)
  return (
    <EmptyPage title={text.empty.title} about={text.empty.body}>
      {trained ? (
        <Button tone="primary" icon="model" onClick={() => run('model.save', { name })}>
          {text.empty.save}
        </Button>
      ) : (
        <>
          <p>{text.empty.trainFirst}</p>
          <Button tone="primary" icon="play" onClick={() => run('run.start')}>
            {text.empty.train}
          </Button>
        </>
      )}
      <DrillModels lines={drillModels} />
    </EmptyPage>
  )
}

/** The warning for one model; renders nothing while the model's champion is in use. */
function DeployWarning({ model }: { readonly model: string }) {
  const run = useRunCommand()
  const log = useLog()
  const serving = useOperate((state) => state.serving)
  const aliases = useOperate((state) => state.aliases)
  const result = log && activeDeploy({ serving, aliases, log })
  if (result?.champion.model !== model) return null
  return (
    <p className={`${kit.wrapWide} ${kit.note} ${kit.above}`} data-tone="bad" role="status">
      <span>{text.deployed({ version: result.champion.version })}</span>
      <Button size="small" icon="undo" tone="bad" onClick={() => run('service.rollback', {})}>
        {text.rollBackDeploy}
      </Button>
    </p>
  )
}

/** The heading of a model. */
function ModelHead({
  registryModel,
  onOpen,
}: {
  readonly registryModel: RegistryModel
  readonly onOpen: (panel: OpenPanel) => void
}) {
  const { model, versions, moves, damaged } = registryModel
  return (
    <div className={kit.wrapWide}>
      <h3 className={kit.ellipsis} title={model} translate="no">
        {model}
      </h3>
      <span className={kit.soft}>{text.versions({ n: versions.length })}</span>
      {damaged.length > 0 && <span className={kit.bad}>{text.damagedMoves({ n: damaged.length })}</span>}
      <span className={kit.grow} />
      {rollbacks(registryModel).map(({ alias, to }) => (
        <Button
          key={alias}
          size="small"
          icon="undo"
          onClick={() => onOpen({ kind: 'gate', model, alias, version: to, rollsBack: true })}
        >
          {text.rollBack({ alias: termsText.alias[alias], version: to })}
        </Button>
      ))}
      {moves.length > 0 && (
        <Button size="small" tone="quiet" onClick={() => onOpen({ kind: 'moves', model })}>
          {text.movesButton({ n: moves.length })}
        </Button>
      )}
    </div>
  )
}

const { moves: aliasMovesText } = text

/** The table of alias moves. */
function AliasMoves({
  registryModel,
  onClose,
}: {
  readonly registryModel: RegistryModel
  readonly onClose: () => void
}) {
  return (
    <Panel
      title={aliasMovesText.title}
      head={
        <>
          <span className={kit.grow} />
          <IconButton
            label={aliasMovesText.close}
            icon="close"
            tone="quiet"
            size="small"
            tip="none"
            onClick={onClose}
          />
        </>
      }
    >
      <DataTable columns={MOVE_COLUMNS} rows={registryModel.moves.toReversed()} rowKey={({ number }) => number} />
    </Panel>
  )
}

const MOVE_COLUMNS: readonly Column<AliasMove>[] = [
  { head: aliasMovesText.when, cell: ({ at }) => when(at) },
  {
    head: aliasMovesText.alias,
    cell: aliasText,
    attributes: ({ kind }) => (kind === 'start' ? { title: aliasMovesText.startedOverAbout } : {}),
  },
  { head: aliasMovesText.from, cell: ({ from }) => versionText(from, aliasMovesText.notSet) },
  { head: aliasMovesText.to, cell: ({ to }) => versionText(to, aliasMovesText.removed) },
  { head: aliasMovesText.by, cell: ({ by }) => actorText(by) },
  { head: aliasMovesText.gate, cell: gateText },
  { head: aliasMovesText.why, cell: ({ why }) => reasonText(why), wrap: true },
]

function versionText(version: number | undefined, none: string): string {
  return version === undefined ? none : aliasMovesText.version({ version })
}

function aliasText({ alias: id, kind }: AliasMove): string {
  const alias = termsText.alias[id]
  if (kind === 'rollback') return aliasMovesText.rolledBack({ alias })
  return kind === 'start' ? aliasMovesText.startedOver({ alias }) : alias
}

function gateText({ evidence }: AliasMove): string {
  if (!evidence) return aliasMovesText.gateNotChecked
  const failed = evidence.filter(({ verdict }) => verdict === 'failed').length
  if (failed > 0) return aliasMovesText.gateFailed({ n: failed })
  return evidence.every(({ verdict }) => verdict === 'passed')
    ? aliasMovesText.gatePassed
    : aliasMovesText.gateInconclusive
}
