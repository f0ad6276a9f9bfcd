/** @file Dock: the charts of a run below the canvas: loss, scores and mistakes. A strip of 36 px where height is short. */
import { type CSSProperties, useState } from 'react'
import { dockText as text } from '../../messages/en/build/dock'
import { IconButton } from '../kit/icon-button'
import { DockHandle } from './dock-handle'
import { DOCK_HEIGHT, readDock, writeDock } from './dock-memory'
import { DockPanels } from './dock-panels'
import { Strip } from './strip'
import { useMedia } from './use-media'
import styles from './dock.module.css'

/** The dock below the canvas; it takes space from the canvas and never covers it. */
export function Dock() {
  const low = useMedia('(max-height: 700px)')
  const [kept, setKept] = useState(readDock)
  const keep = (change: Partial<typeof kept>) => {
    const next = { ...kept, ...change }
    setKept(next)
    writeDock(next)
  }
  if (low || kept.folded) {
    return (
      <section className={styles.strip} aria-label={text.title}>
        <Strip />
        {!low && (
          <IconButton
            label={text.expand}
            icon="fold"
            tone="quiet"
            size="small"
            tip="above"
            onClick={() => keep({ folded: false })}
          />
        )}
      </section>
    )
  }
  return (
    <section className={styles.dock} style={{ '--dock': `${kept.height}px` } as CSSProperties} aria-label={text.title}>
      <DockHandle
        height={kept.height}
        onChange={(height) => keep({ height })}
        onReset={() => keep({ height: DOCK_HEIGHT })}
      />
      <DockPanels />
      <div className={styles.corner}>
        <IconButton
          label={text.collapse}
          icon="fold"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => keep({ folded: true })}
        />
      </div>
    </section>
  )
}
