/**
 * @file Dock: the charts of a run below the canvas: loss, scores and mistakes. Collapsed to 36 px on short viewports.
 */
import { type CSSProperties, useState } from 'react'
import { dockText as text } from '../../messages/en/build/dock'
import { IconButton } from '../kit/icon-button'
import { DockHandle } from './dock-handle'
import { DOCK_HEIGHT, readDock, writeDock } from './dock-layout'
import { DockPanels } from './dock-panels'
import { CollapsedDock } from './collapsed-dock'
import { useMedia } from '../shell/use-media'
import styles from './dock.module.css'

/** The dock below the canvas. It reduces the canvas height instead of covering the canvas. */
export function Dock() {
  const isLow = useMedia('(max-height: 700px)')
  const [layout, setLayout] = useState(readDock)
  const change = (part: Partial<typeof layout>) => {
    const next = { ...layout, ...part }
    setLayout(next)
    writeDock(next)
  }
  if (isLow || layout.folded) {
    return (
      <section className={styles.strip} aria-label={text.title}>
        <CollapsedDock />
        {!isLow && (
          <IconButton
            label={text.expand}
            icon="fold"
            tone="quiet"
            size="small"
            tip="above"
            onClick={() => change({ folded: false })}
          />
        )}
      </section>
    )
  }
  return (
    <section
      className={styles.dock}
      style={{ '--dock': `${layout.height}px` } as CSSProperties}
      aria-label={text.title}
    >
      <DockHandle
        height={layout.height}
        onChange={(height) => change({ height })}
        onReset={() => change({ height: DOCK_HEIGHT })}
      />
      <DockPanels />
      <div className={styles.corner}>
        <IconButton
          label={text.collapse}
          icon="fold"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => change({ folded: true })}
        />
      </div>
    </section>
  )
}
