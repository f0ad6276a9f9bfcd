/**
 * @file BuildRoom: the page with the palette, the canvas, the dock below it and the inspector next to it. On narrow windows the
 * inspector is a sheet over the side of the canvas where the selected layer is not.
 */
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { pagesText } from '../../messages/en/shell/pages'
import { Canvas } from '../canvas/canvas'
import { OnBoard } from '../canvas/on-board'
import { Palette } from '../canvas/palette'
import { useBegun } from '../charts/use-shown-run'
import { readDock } from '../dock/dock-memory'
import { join } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { Beside, BesideButtons } from './build/side-panel'
import { useNetworkCatalog } from '../network/use-network-catalog'
import { useSelect, useStudio } from '../studio-context'
import styles from './build-page.module.css'
import { ErrorBoundary } from '../shell/error-boundary'
import { FirstStrip, Hints } from '../shell/hints'
import { Shown } from '../shell/lesson-shown'
import { useKept } from '../shell/use-kept'
import { ROOMY, useMedia } from '../shell/use-media'
import { useSettled } from '../shell/use-settled'
import { Waiting } from '../shell/waiting'
import { clampWidth, PANEL_WIDTH, WidthHandle } from '../shell/width-handle'

const Inspector = lazy(() => import('../inspector/inspector').then((module) => ({ default: module.Inspector })))
const ComparePair = lazy(() => import('./build/compare-pair').then((module) => ({ default: module.ComparePair })))
const HeatLegend = lazy(() => import('./build/heat-legend').then((module) => ({ default: module.HeatLegend })))
const loadDock = () => import('../dock/dock')
const Dock = lazy(() => loadDock().then((module) => ({ default: module.Dock })))

const { build: text } = pageText

/** The page where you build the network. */
export function BuildRoom() {
  return (
    <OnBoard board={useStudio()} catalog={useNetworkCatalog()}>
      <Room />
    </OnBoard>
  )
}

function Room() {
  const roomy = useMedia(ROOMY)
  const settled = useSettled()
  const begun = useBegun()
  const heated = useSelect((state) => state.heat !== null)
  useEffect(() => {
    // The dock is only shown from the first run on, and is loaded by then.
    if (settled) void loadDock()
  }, [settled])
  const middle = useRef<HTMLDivElement>(null)
  const paired = useSelect(
    ({ beside, compared, project }) => beside === 'changes' && compared?.project === project.id && compared.wide,
  )
  return (
    <div className={styles.room}>
      <h2 className="only-spoken">{pagesText.build}</h2>
      <div className={styles.palette}>
        <Shown command="graph.add">
          <Layers />
        </Shown>
      </div>
      <div className={styles.middle}>
        <div className={styles.canvas} ref={middle} data-part="canvas">
          <ErrorBoundary room={text.parts.canvas}>
            {paired ? (
              <Suspense fallback={<Waiting what={text.parts.networks} />}>
                <ComparePair />
              </Suspense>
            ) : (
              <Canvas />
            )}
          </ErrorBoundary>
          <BesideButtons />
          {heated && (
            <Suspense>
              <HeatLegend />
            </Suspense>
          )}
          {!roomy && !paired && <Sheet canvas={middle} />}
        </div>
        {begun ? (
          <>
            <Hints />
            <ErrorBoundary room={text.parts.charts}>
              <Suspense fallback={<DockRoom />}>{settled ? <Dock /> : <DockRoom />}</Suspense>
            </ErrorBoundary>
          </>
        ) : (
          <FirstStrip />
        )}
      </div>
      <Beside />
      {roomy && <Panel settled={settled} />}
    </div>
  )
}

/** Keeps the space of the dock while it loads, so that the network does not jump. */
function DockRoom() {
  const low = useMedia('(max-height: 700px)')
  const [{ folded, height }] = useState(readDock)
  return <div style={{ height: low || folded ? 36 : height }} />
}

/** The palette. It can be collapsed where it shows names; as a column of icons it is narrow enough. */
function Layers() {
  const roomy = useMedia(ROOMY)
  const [folded, setFolded] = useKept<boolean>('palette-folded', false)
  if (!roomy) return <Palette />
  if (folded) {
    return (
      <div className={join(styles.fold, styles.before)}>
        <IconButton label={text.showLayers} icon="plus" tone="quiet" tip="right" onClick={() => setFolded(false)} />
      </div>
    )
  }
  return (
    <div className={styles.layers}>
      <Palette />
      <IconButton
        className={styles.foot}
        label={text.collapseLayers}
        icon="panel"
        size="small"
        tone="quiet"
        tip="right"
        onClick={() => setFolded(true)}
      />
    </div>
  )
}

function Panel({ settled }: { readonly settled: boolean }) {
  const [folded, setFolded] = useKept<boolean>('inspector-folded', false)
  const [width, setWidth] = useKept<number>('inspector-width', PANEL_WIDTH)
  if (folded) {
    return (
      <aside className={styles.fold} aria-label={text.inspectorFolded}>
        <IconButton label={text.showInspector} icon="panel" tone="quiet" tip="left" onClick={() => setFolded(false)} />
      </aside>
    )
  }
  return (
    <aside className={styles.panel} style={{ width: clampWidth(width) }} aria-label={text.inspector}>
      <WidthHandle label={text.inspectorWidth} width={clampWidth(width)} onChange={setWidth} />
      <IconButton
        className={styles.corner}
        label={text.collapseInspector}
        icon="panel"
        size="small"
        tone="quiet"
        tip="left"
        onClick={() => setFolded(true)}
      />
      <div className={styles.scroll}>{settled && <Inside />}</div>
    </aside>
  )
}

/** Opens with a selection; once closed it stays closed until another layer is selected. */
function Sheet({ canvas }: { readonly canvas: React.RefObject<HTMLDivElement | null> }) {
  const selection = useSelect((state) => state.selection)
  const [closed, setClosed] = useState<readonly string[]>()
  const [side, setSide] = useState<'left' | 'right'>('right')
  const [first] = selection
  useEffect(() => {
    const frame = canvas.current?.getBoundingClientRect()
    const node = canvas.current?.querySelector(`[data-id="${CSS.escape(first ?? '')}"]`)?.getBoundingClientRect()
    if (frame && node) setSide(node.left + node.width / 2 > frame.left + frame.width / 2 ? 'left' : 'right')
  }, [canvas, first])
  if (selection.length === 0 || closed === selection) return null
  return (
    <aside className={join(styles.sheet, styles[side])} aria-label={text.inspector}>
      <IconButton
        className={styles.corner}
        label={text.closeInspector}
        icon="close"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => setClosed(selection)}
      />
      <Inside />
    </aside>
  )
}

function Inside() {
  return (
    <ErrorBoundary room={text.parts.inspector}>
      <Suspense fallback={<Waiting what={text.parts.inspector} />}>
        <Inspector />
      </Suspense>
    </ErrorBoundary>
  )
}
