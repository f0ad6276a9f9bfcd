/** @file HistoryVersions: the saved versions of the project, which can be opened, compared, renamed and removed. */
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { historyText as text } from '../../../messages/en/build/code'
import { diff } from '../../../graph/diff'
import { NOW } from '../../../studio/project/comparison-sources'
import type { VersionRecord } from '../../../storage/records'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { TextField } from '../../kit/text-field'
import { UnlessHidden } from '../../shell/unless-hidden'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './history.module.css'

/** Lists the saved versions. */
export function HistoryVersions() {
  const run = useRunCommand()
  const project = useSelect((state) => state.project.id)
  const saved = useSelect((state) => (state.versions?.project === project ? state.versions : null))
  // Another browser tab may have saved a version in the meantime.
  useEffect(() => run('version.list'), [run])
  return (
    <section className={styles.versions} aria-label={text.title}>
      <div className={`${kit.row} ${kit.between} ${styles.head}`}>
        <h4>{text.title}</h4>
        <UnlessHidden command="version.save">
          <Button size="small" onClick={() => run('version.save')}>
            {text.save}
          </Button>
        </UnlessHidden>
      </div>
      {saved && (
        <ul className={styles.list} aria-label={text.list}>
          {saved.versions.map((version) => (
            <Version key={version.number} version={version} />
          ))}
          {saved.damaged.map((number) => (
            <li key={number}>
              <p className={kit.caption}>{text.damaged({ number })}</p>
              <VersionActions number={number} label={text.removeDamaged({ number })} />
            </li>
          ))}
        </ul>
      )}
      {saved && saved.versions.length + saved.damaged.length === 0 && <p className={kit.caption}>{text.none}</p>}
    </section>
  )
}

function Version({ version: { number, name, at, content } }: { readonly version: VersionRecord }) {
  const run = useRunCommand()
  const now = useSelect((state) => state.project.drawing)
  const drawing = content.networks[0]?.drawing
  const changes = useMemo(() => (drawing ? diff(now, drawing).length : 0), [now, drawing])
  return (
    <li>
      <div className={`${kit.row} ${styles.name}`}>
        <span className={kit.faint}>{number}</span>
        <TextField
          label={text.name({ number })}
          layout="bare"
          value={name}
          maxLength={80}
          onChange={(typed) => run('version.rename', { number, name: typed })}
        />
      </div>
      <p className={kit.caption}>{changes === 0 ? text.same({ at }) : text.differs({ at, changes })}</p>
      <VersionActions number={number} label={text.removeNamed({ name })}>
        <UnlessHidden command="version.open">
          <Button
            size="small"
            aria-label={text.openVersion({ number })}
            onClick={() => run('version.open', { number })}
          >
            {text.open}
          </Button>
        </UnlessHidden>
        <UnlessHidden command="view.changes">
          <Button
            size="small"
            aria-label={text.compareVersion({ number })}
            onClick={() => {
              run('canvas.closePanel')
              run('view.changes', { from: NOW, to: { version: number } })
            }}
          >
            {text.compare}
          </Button>
        </UnlessHidden>
      </VersionActions>
    </li>
  )
}

/** The actions on a version, including removal, which asks for confirmation because it cannot be undone. */
function VersionActions({
  number,
  label,
  children,
}: {
  readonly number: number
  /** Label of the remove button. */
  readonly label: string
  readonly children?: ReactNode
}) {
  const run = useRunCommand()
  const [isConfirming, setIsConfirming] = useState(false)
  if (isConfirming) {
    return (
      <div className={`${kit.row} ${kit.above} ${styles.deeds}`}>
        <span className={kit.caption}>{text.removeQuestion}</span>
        <Button size="small" tone="bad" onClick={() => run('version.remove', { number })}>
          {text.remove}
        </Button>
        <Button size="small" onClick={() => setIsConfirming(false)}>
          {text.cancel}
        </Button>
      </div>
    )
  }
  return (
    <div className={`${kit.row} ${kit.above} ${styles.deeds}`}>
      {children}
      <UnlessHidden command="version.remove">
        <IconButton
          label={label}
          icon="trash"
          tone="quiet"
          size="small"
          tip="none"
          onClick={() => setIsConfirming(true)}
        />
      </UnlessHidden>
    </div>
  )
}
