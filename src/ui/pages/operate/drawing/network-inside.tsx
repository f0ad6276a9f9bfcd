/** @file NetworkInside: the version that the alias of a model stage points to: its network as a picture, and the button that opens it. */
import { serviceDiagramText } from '../../../../messages/en/operate/service-diagram'
import { termsText } from '../../../../messages/en/operate/terms'
import { useEffect, useMemo, useRef, useState } from 'react'
import { count } from '../../../../messages/format'
import { layers } from '../../../../catalog/layers'
import type { Alias } from '../../../../catalog/lowered-stage'
import { checkNetwork } from '../../../../compile/check-network'
import { schemaOf } from '../../../../compile/picked'
import type { ProjectContent } from '../../../../compile/project'
import { type Board, type BoardState, boardStore, type Subject } from '../../../../studio/board'
import { shownReport } from '../../../../studio/levels'
import { type CanvasCatalog, useCatalog } from '../../../canvas/catalog'
import canvasNode from '../../../canvas/node.module.css'
import { OnBoard, useSelect as useBoardSelect } from '../../../canvas/on-board'
import { glanceOf } from '../../../canvas/read'
import { Still } from '../../../canvas/still'
import { usePairView } from '../../../canvas/still-view'
import inspector from '../../../inspector/inspector.module.css'
import { Button } from '../../../kit/button'
import { FACE_HEIGHTS } from '../../../network/face-heights'
import { networkCatalog } from '../../../network/network-catalog'
import { useRun, useStudio } from '../../../studio-context'
import { useDesk, useOperate } from '../use-operate'
import styles from './drawing.module.css'

const { panel: text } = serviceDiagramText

/** For the panel of a model stage. */
export function NetworkInside({ model, alias }: { readonly model: string; readonly alias: Alias }) {
  const run = useRun()
  const desk = useDesk()
  const version = useOperate((state) => state.aliases[model]?.[alias])
  const content = useContent(model, version)
  if (version === undefined) {
    return (
      <>
        <p className={inspector.words}>{text.noVersion({ model, alias: termsText.alias[alias] })}</p>
        <Button size="small" onClick={() => desk.show('registry')}>
          {text.openRegistry}
        </Button>
      </>
    )
  }
  return (
    <>
      <h4 className={inspector.title}>{text.versionAnswers({ version })}</h4>
      {content && <Inside content={content} />}
      <Button size="small" onClick={() => run('registry.open', { model, version })}>
        {serviceDiagramText.openNetwork}
      </Button>
    </>
  )
}

/** The project a version was trained from; undefined while it is read, or if it cannot be read. */
function useContent(name: string, version: number | undefined): ProjectContent | undefined {
  const { storage } = useStudio()
  const [found, setFound] = useState<{ readonly of: string; readonly content: ProjectContent }>()
  const of = `${name}@${version}`
  useEffect(() => {
    let stale = false
    if (version !== undefined)
      storage.models
        .get(name, version)
        .then((record) => record && !stale && setFound({ of, content: record.content }))
        .catch(() => undefined)
    return () => {
      stale = true
    }
  }, [storage, name, version, of])
  return found?.of === of ? found.content : undefined
}

function Inside({ content }: { readonly content: ProjectContent }) {
  const board = useStillBoard(content)
  const box = useRef<HTMLDivElement>(null)
  const drawing = content.networks[0]?.drawing
  const { view, setView } = usePairView(box, drawing, drawing)
  return (
    <div ref={box} className={styles.still}>
      <OnBoard board={board} catalog={STILL}>
        <Still
          id="network"
          label={text.network}
          nodes={NO_SIGNS}
          wires={NO_SIGNS}
          viewport={view}
          onViewport={setView}
        />
      </OnBoard>
    </div>
  )
}

/** A board that cannot be edited. */
function useStillBoard({ networks, data, plan }: ProjectContent): Board {
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
    return { store: boardStore(subject, () => state), run: async () => undefined, offer: () => undefined }
  }, [networks, data, plan])
}

const STILL: CanvasCatalog = {
  ...networkCatalog,
  faces: { input: { ...FACE_HEIGHTS.input, Face: Glance }, output: { ...FACE_HEIGHTS.output, Face: Glance } },
  Corner: Figure,
  useMarks: () => NO_MARKS,
}
const NO_MARKS = {}
const NO_SIGNS = new Map<string, never>()

function Glance({ node }: { readonly node: Parameters<typeof glanceOf>[1] }) {
  return <div className={canvasNode.glance}>{glanceOf(useCatalog(), node)}</div>
}

function Figure({ node: { id } }: { readonly node: { readonly id: string } }) {
  const parameters = useBoardSelect((state) => shownReport(state).parameters.get(id))
  return <span className={canvasNode.figure}>{typeof parameters === 'number' ? count(parameters) : ''}</span>
}
