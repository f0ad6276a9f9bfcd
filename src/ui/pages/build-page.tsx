/**
 * @file Build page: the palette, the canvas, the dock below it and the inspector next to it.
 */
import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useEffect, useRef, useState } from 'react'
import { pageText } from '../../messages/en/pages'
import { pagesText } from '../../messages/en/shell/pages'
import { BoardProvider } from '../canvas/board-context'
import { Canvas } from '../canvas/canvas'
import { Palette } from '../canvas/palette'
import { useHasRun } from '../charts/use-shown-run'
import { readDock } from '../dock/dock-layout'
import { TrainButton } from '../dock/train-button'
import { IconButton } from '../kit/icon-button'
import { networkCatalog } from '../network/network-catalog'
import { ErrorBoundary } from '../shell/error-boundary'
import kit from '../kit/kit.module.css'
import hintStyles from '../shell/hints.module.css'
import { LoadingStatus } from '../shell/lazy-boundary'
import { UnlessHidden } from '../shell/unless-hidden'
import { useStoredSetting } from '../kit/use-stored-setting'
import { NARROW, ROOMY, useMedia } from '../shell/use-theme'
import { useSelect, useStudio } from '../studio-context'
import { SidePanel, SidePanelButtons } from './build/side-panel'
import styles from './build-page.module.css'

/** Maximum time to wait for the browser to become idle, in ms. */
const IDLE_TIMEOUT_MS = 600

/** Whether the panels around the canvas may load. */
function useSettled(): boolean {
  const ready = useSelect((state) => state.ready)
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    if (!ready || settled) return
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setSettled(true), 100)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(() => setSettled(true), { timeout: IDLE_TIMEOUT_MS })
    return () => cancelIdleCallback(idle)
  }, [ready, settled])
  return settled
}

const Inspector = lazy(() => import('../inspector/inspector').then((module) => ({ default: module.Inspector })))
const SideBySide = lazy(() => import('./build/side-by-side').then((module) => ({ default: module.SideBySide })))
const HeatLegend = lazy(() => import('./build/cost-panel').then((module) => ({ default: module.HeatLegend })))
const loadDock = () => import('../dock/dock')
const Dock = lazy(() => loadDock().then((module) => ({ default: module.Dock })))

const { build: text } = pageText

/** The page where the user builds the network. */
export function BuildPage() {
  return (
    <BoardProvider board={useStudio()} catalog={networkCatalog}>
      <PageContent />
    </BoardProvider>
  )
}

function PageContent() {
  const settled = useSettled()
  const hasRun = useHasRun()
  const isHeatShown = useSelect((state) => state.heat !== null)
  useEffect(() => {
    // The dock appears with the first run; preloading it avoids a delay.
    if (settled) void loadDock()
  }, [settled])
  const isSideBySide = useSelect(
    ({ sidePanel, compared, project }) => sidePanel === 'changes' && compared?.project === project.id && compared.wide,
  )
  return (
    <div className={styles.page}>
      <h2 className="only-spoken">{pagesText.titles.build}</h2>
      <div className={styles.palette}>
        <UnlessHidden command="graph.add">
          <CollapsiblePalette />
        </UnlessHidden>
      </div>
      <div className={styles.middle}>
        <div className={styles.canvas} data-part="canvas">
          <ErrorBoundary part={text.parts.canvas}>
            {isSideBySide ? (
              <Suspense fallback={<LoadingStatus what={text.parts.networks} />}>
                <SideBySide />
              </Suspense>
            ) : (
              <Canvas actions={<SidePanelButtons />} />
            )}
          </ErrorBoundary>
          {isHeatShown && (
            <Suspense>
              <HeatLegend />
            </Suspense>
          )}
        </div>
        <Hints hasRun={hasRun} />
        {hasRun ? (
          <ErrorBoundary part={text.parts.charts}>
            <Suspense fallback={<DockPlaceholder />}>{settled ? <Dock /> : <DockPlaceholder />}</Suspense>
          </ErrorBoundary>
        ) : (
          <BeforeFirstRun />
        )}
      </div>
      <SidePanel />
      <InspectorPanel settled={settled} />
    </div>
  )
}

/** Reserves the dock's space while it loads, so that the canvas does not jump. */
function DockPlaceholder() {
  const low = useMedia('(max-height: 700px)')
  const [{ folded, height }] = useState(readDock)
  return <div style={{ height: low ? 28 : folded ? 36 : height }} />
}

/** Whether a panel is collapsed. In present mode it is until someone opens it, which is not stored. */
function useFolded(name: string): readonly [boolean, (folded: boolean) => void] {
  const isPresenting = useSelect((state) => state.present)
  const stored = useStoredSetting<boolean>(name, false)
  const [isOpen, setIsOpen] = useState(false)
  return isPresenting ? [!isOpen, (folded) => setIsOpen(!folded)] : stored
}

/** The palette, which can be collapsed. */
function CollapsiblePalette() {
  const [folded, setFolded] = useFolded('palette-folded')
  if (folded) {
    return (
      <div className={styles.fold}>
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

function InspectorPanel({ settled }: { readonly settled: boolean }) {
  const [folded, setFolded] = useFolded('inspector-folded')
  const isRoomy = useMedia(ROOMY)
  // 0 until the user sets a width.
  const [stored, setWidth] = useStoredSetting<number>('inspector-width', 0)
  const width = stored || (isRoomy ? PANEL_WIDTH : NARROW_WIDTH)
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
      <div className={styles.scroll}>{settled && <InspectorContent />}</div>
    </aside>
  )
}

function InspectorContent() {
  return (
    <ErrorBoundary part={text.parts.inspector}>
      <Suspense fallback={<LoadingStatus what={text.parts.inspector} />}>
        <Inspector />
      </Suspense>
    </ErrorBoundary>
  )
}

/** The default width, in CSS pixels. */
const PANEL_WIDTH = 264
/** The default width on a small screen, where the canvas needs more than half of the page. */
const NARROW_WIDTH = 232
const MIN_WIDTH = 220
const MAX_WIDTH = 440

interface WidthHandleProps {
  readonly label: string
  readonly width: number
  readonly onChange: (width: number) => void
}

/** Clamps a panel width to the valid range. */
function clampWidth(width: number): number {
  return Number.isFinite(width) ? Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width))) : PANEL_WIDTH
}

/** The resize handle. Dragging it to the left makes the panel wider. */
function WidthHandle({ label, width, onChange }: WidthHandleProps) {
  const drag = useRef<{ readonly x: number; readonly width: number } | null>(null)
  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, width }
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (drag.current) onChange(clampWidth(drag.current.width + drag.current.x - event.clientX))
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = { ArrowLeft: 16, ArrowRight: -16 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onChange(clampWidth(width + step))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; a focusable separator can
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      tabIndex={0}
      className={styles.handle}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
      onDoubleClick={() => onChange(PANEL_WIDTH)}
      onKeyDown={onKeyDown}
    />
  )
}

// Both load after the page; until then, the fallback is shown.
const FirstSteps = lazy(() => import('../shell/first-steps').then((module) => ({ default: module.FirstSteps })))
const LargerDatasetHint = lazy(() => import('../shell/larger-dataset'))

/** The suggestions above the dock. */
function Hints({ hasRun }: { readonly hasRun: boolean }) {
  const isFirstExample = useSelect(({ project }) => project.template === 'digits-cnn')
  const [done] = useStoredSetting<readonly string[]>('first-minute', [])
  const isNarrow = useMedia(NARROW)
  const isReady = useSelect((state) => state.ready)
  const space = isFirstExample && done.length < 3 && <div className={hintStyles.hint} />
  return (
    <div className={hintStyles.hints} data-clear="">
      {isReady ? (
        <Suspense fallback={space}>
          <FirstSteps />
        </Suspense>
      ) : (
        space
      )}
      {hasRun && !isNarrow && (
        <Suspense>
          <LargerDatasetHint />
        </Suspense>
      )}
    </div>
  )
}

/**
 * Describes what will appear below the canvas, and shows a Train button. Replaces the dock until the first run, and is as
 * high as the collapsed dock, so that the canvas does not move when the first run starts. Next to a first step, which has
 * its own button to train, it has none.
 */
function BeforeFirstRun() {
  return (
    <section className={`${kit.rowWide} ${hintStyles.first}`} aria-label={text.beforeRun.label} data-clear="">
      <span>{text.beforeRun.about}</span>
      <TrainButton />
    </section>
  )
}
