/** @file History versions: the versions kept of the project, under the steps taken: kept, opened, compared, renamed, removed. */
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { counted } from '../../../messages/format'
import { diff } from '../../../graph/diff'
import { NOW } from '../../../studio/sources'
import type { VersionRecord } from '../../../storage/records'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import { TextField } from '../../kit/text-field'
import { dateWords } from '../../shell/date-words'
import { Shown } from '../../shell/lesson-shown'
import { useRun, useSelect } from '../../studio-context'
import styles from './history.module.css'

/** What is kept of the project beside its steps. */
export function HistoryVersions() {
  const run = useRun()
  const project = useSelect((state) => state.project.id)
  const kept = useSelect((state) => (state.versions?.project === project ? state.versions : null))
  // Another tab may have kept one since.
  useEffect(() => run('version.list'), [run])
  return (
    <section className={styles.versions} aria-label="Versions kept">
      <div className={styles.head}>
        <h4>Versions kept</h4>
        <Shown command="version.save">
          <Button size="small" onClick={() => run('version.save')}>
            Keep this version
          </Button>
        </Shown>
      </div>
      {kept && (
        <ul className={styles.list} aria-label="Versions">
          {kept.versions.map((version) => (
            <Version key={version.number} version={version} />
          ))}
          {kept.damaged.map((number) => (
            <li key={number}>
              <p className={styles.soft}>{`Version ${number} is damaged and cannot be read.`}</p>
              <Removal number={number} name={`version ${number}`} />
            </li>
          ))}
        </ul>
      )}
      {kept && kept.versions.length + kept.damaged.length === 0 && (
        <p className={styles.soft}>None yet. A version stays when the page is closed, unlike the steps above.</p>
      )}
    </section>
  )
}

function Version({ version: { number, name, at, content } }: { readonly version: VersionRecord }) {
  const run = useRun()
  const now = useSelect((state) => state.project.drawing)
  const drawing = content.networks[0]?.drawing
  const changes = useMemo(() => (drawing ? diff(now, drawing).length : 0), [now, drawing])
  return (
    <li>
      <div className={styles.name}>
        <span className={styles.number}>{number}</span>
        <TextField
          label={`Name of version ${number}`}
          layout="bare"
          value={name}
          maxLength={80}
          onChange={(typed) => run('version.rename', { number, name: typed })}
        />
      </div>
      <p className={styles.soft}>
        {dateWords(at)}, {changes === 0 ? 'the drawing as it is now' : `${counted(changes, 'change')} from now`}
      </p>
      <Removal number={number} name={name}>
        <Shown command="version.open">
          <Button size="small" aria-label={`Open version ${number}`} onClick={() => run('version.open', { number })}>
            Open
          </Button>
        </Shown>
        <Shown command="view.changes">
          <Button
            size="small"
            aria-label={`Compare with version ${number}`}
            onClick={() => {
              run('canvas.closePanel')
              run('view.changes', { from: NOW, to: { version: number } })
            }}
          >
            Compare
          </Button>
        </Shown>
      </Removal>
    </li>
  )
}

/** What can be done with a version, and its removal, which is asked for twice: no step brings it back. */
function Removal({
  number,
  name,
  children,
}: {
  readonly number: number
  readonly name: string
  readonly children?: ReactNode
}) {
  const run = useRun()
  const [asking, setAsking] = useState(false)
  if (asking) {
    return (
      <div className={styles.deeds}>
        <span className={styles.soft}>Remove it for good?</span>
        <Button size="small" tone="bad" onClick={() => run('version.remove', { number })}>
          Remove
        </Button>
        <Button size="small" onClick={() => setAsking(false)}>
          Keep
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.deeds}>
      {children}
      <Shown command="version.remove">
        <IconButton
          label={`Remove ${name}`}
          icon="trash"
          tone="quiet"
          size="small"
          tip="none"
          onClick={() => setAsking(true)}
        />
      </Shown>
    </div>
  )
}
