/**
 * @file The URL tab: the HTTP endpoint of the service: its address, a form for trying a request, its capacity settings,
 * and a load test.
 */
import { urlText as text } from '../../../../messages/en/operate/url'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { inferPath } from './infer-request'
import { LoadPanel } from './load-test-panel'
import { TryPanel } from './manual-request-panel'
import { TuningPanel } from './capacity-panel'
import styles from './url.module.css'
import { useMeta, useUrl } from './use-url'

export default function UrlTab() {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag)
  const service = useOperate((state) => state.service)
  const meta = useMeta()
  if (serving !== 'on') {
    return (
      <div className={styles.closed}>
        <p>
          <Rich
            text={text.notServed}
            marks={{ path: () => <code translate="no">{inferPath(service ?? '').slice(1)}</code> }}
          />
        </p>
        <Button tone="primary" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
          {serving === 'opening' ? text.warmingUp : text.serve}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.tab}>
      <Address />
      {meta && <TryPanel meta={meta} />}
      <TuningPanel />
      {meta && <LoadPanel meta={meta} />}
    </div>
  )
}

/** The address of the service, or the reason why there is none. */
function Address() {
  const { base, missing, names } = useUrl()
  if (missing) {
    return (
      <p className={styles.address} role="note">
        {missing === 'no service worker' ? text.place.insecure : text.place.development}
      </p>
    )
  }
  if (base === null) {
    return (
      <p className={styles.address} role="note">
        {text.place.notYet}
      </p>
    )
  }
  return (
    <p className={styles.address}>
      <code translate="no">
        {base}
        {modelPath(names[0] ?? '')}
      </code>
      <span>{text.place.protocol}</span>
      {names.slice(1).map((name) => (
        <code key={name} translate="no">
          {modelPath(name)}
        </code>
      ))}
      <code translate="no">{METRICS}</code>
    </p>
  )
}

const METRICS = 'metrics' // not text: a path

function modelPath(name: string): string {
  return `v2/models/${encodeURIComponent(name)}` // not text: a path
}
