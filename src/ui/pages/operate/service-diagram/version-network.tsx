/**
 * @file VersionNetwork: shows the network of the version that a model stage's alias points to, with a button that opens
 * that network.
 */

import { useMemo, useRef } from 'react'
import { layers } from '../../../../catalog/layers'
import type { Alias } from '../../../../catalog/lowered-stage'
import { checkNetwork } from '../../../../compile/check-network'
import { schemaOf } from '../../../../compile/dataset-of-project'
import type { ProjectContent } from '../../../../compile/project'
import type { DrawnNode } from '../../../../graph/drawing'
import { serviceDiagramText } from '../../../../messages/en/operate/service'
import { termsText } from '../../../../messages/en/operate/terms'
import { count } from '../../../../messages/format'
import { shownReport } from '../../../../studio/network/block-levels'
import {
  type Board,
  type BoardState,
  boardStore,
  readOnlyBoard,
  type Subject,
} from '../../../../studio/network/canvas-board'
import { BoardProvider, useSelect as useBoardSelect } from '../../../canvas/board-context'
import { type CanvasCatalog, useCatalog } from '../../../canvas/canvas-catalog'
import kit from '../../../kit/kit.module.css'
import canvasNode from '../../../canvas/node.module.css'
import { settingsText } from '../../../canvas/selectors'
import { StaticDrawing, usePairViewport } from '../../../canvas/static-drawing'
import inspector from '../../../inspector/inspector.module.css'
import { Button } from '../../../kit/button'
import { useLoaded } from '../../../kit/use-on-change'
import { FACE_HEIGHTS } from '../../../network/layer-catalog'
import { networkCatalog } from '../../../network/network-catalog'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'
import { type NoAnswer, useIsNewBuild, useStageTraffic } from '../use-stage-traffic'

const { panel: text } = serviceDiagramText

/** A section in the panel of a model stage that shows the network of its version. */
export function VersionNetwork({ node: { id, params } }: { readonly node: DrawnNode }) {
  const run = useRunCommand()
  const model = String(params.model ?? '')
  // An unknown alias has no version.
  const alias = String(params.alias ?? 'champion') as Alias
  const version = useOperate((state) => state.aliases[model]?.[alias])
  const isNewBuild = useIsNewBuild(id)
  const down = useStageTraffic(id)?.down
  const content = useContent(model, version)
  if (version === undefined && !isNewBuild) {
    return (
      <>
        <p className={kit.soft}>{text.noVersion({ model, alias: termsText.alias[alias] })}</p>
        <Button size="small" onClick={() => run('room.open', { room: 'operate', tab: 'registry' })}>
          {text.openRegistry}
        </Button>
      </>
    )
  }
  return (
    <>
      <h4 className={inspector.title}>{answerText({ model, version, isNewBuild, down })}</h4>
      {isNewBuild && version !== undefined && (
        <p className={kit.note} data-tone="warn">
          {text.inPlaceOf({ version })}
        </p>
      )}
      {content && <StaticNetwork content={content} />}
      {version !== undefined && (
        <Button size="small" onClick={() => run('registry.open', { model, version })}>
          {serviceDiagramText.openNetwork}
        </Button>
      )}
    </>
  )
}

/** Says what answers in a model stage, or why nothing does. */
export function answerText({
  model,
  version = 0,
  isNewBuild,
  down,
}: {
  readonly model: string
  readonly version: number | undefined
  readonly isNewBuild: boolean
  readonly down: NoAnswer | undefined
}): string {
  if (down !== undefined) return text.noneAnswers({ why: serviceDiagramText.down[down].short })
  if (!isNewBuild) return text.versionAnswers({ version })
  return text.newBuildAnswers({ build: termsText.version({ model, version, isNewBuild }) })
}

/** The project in which a version was trained; undefined while it is loading, or if it cannot be loaded. */
function useContent(name: string, version: number | undefined): ProjectContent | undefined {
  const { storage } = useStudio()
  return useLoaded([storage, name, version], async () =>
    version === undefined ? undefined : (await storage.models.get(name, version))?.content,
  ).value
}

function StaticNetwork({ content }: { readonly content: ProjectContent }) {
  const board = useStaticBoard(content)
  const box = useRef<HTMLDivElement>(null)
  const drawing = content.networks[0]?.drawing
  const { view, setView } = usePairViewport(box, drawing, drawing)
  return (
    <div ref={box} className={`${kit.frame} ${styles.network}`}>
      <BoardProvider board={board} catalog={STILL}>
        <StaticDrawing
          id="network"
          label={text.network}
          nodes={NO_SIGNS}
          wires={NO_SIGNS}
          viewport={view}
          onViewport={setView}
        />
      </BoardProvider>
    </div>
  )
}

/** A read-only board. */
function useStaticBoard({ networks, data, plan }: ProjectContent): Board {
  return useMemo(() => {
    const drawing = networks[0]?.drawing ?? { nodes: [], wires: [] }
    const report = checkNetwork(drawing, schemaOf(data), plan)
    const subject: Subject = {
      ...{ catalog: layers, noun: 'layer', blocks: [], check: () => report, isShown: () => true, shown: {} },
    }
    const state: BoardState = {
      ready: true,
      project: { id: '', drawing, drawingVersion: 0 },
      history: { past: [], future: [] },
      report,
      ...{ selection: [], selectedNotes: [], inside: [] },
      canvas: { map: false, panel: null, look: null, snap: false, writing: null },
    }
    return readOnlyBoard(boardStore(subject, () => state))
  }, [networks, data, plan])
}

const STILL: CanvasCatalog = {
  ...networkCatalog,
  live: undefined,
  faces: { input: { ...FACE_HEIGHTS.input, Face: Glance }, output: { ...FACE_HEIGHTS.output, Face: Glance } },
  Corner: Figure,
  useNodeAttributes: () => NO_MARKS,
}
const NO_MARKS = {}
const NO_SIGNS = new Map<string, never>()

function Glance({ node }: { readonly node: Parameters<typeof settingsText>[1] }) {
  return <div className={canvasNode.glance}>{settingsText(useCatalog(), node)}</div>
}

function Figure({ node: { id } }: { readonly node: { readonly id: string } }) {
  const parameters = useBoardSelect((state) => shownReport(state).parameters.get(id))
  return <span className={canvasNode.figure}>{typeof parameters === 'number' ? count(parameters) : ''}</span>
}
