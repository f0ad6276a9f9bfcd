/** @file URL tab: the service as others call it: where it is, a request by hand, how much it can take, and a load test. */
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { LoadPanel } from './load-panel'
import { TryPanel } from './try-panel'
import { TuningPanel } from './tuning-panel'
import styles from './url.module.css'
import { useMeta, useUrl } from './use-url'

export default function UrlTab() {
  const run = useRun()
  const serving = useOperate((state) => state.serving.tag)
  const service = useOperate((state) => state.service)
  const meta = useMeta()
  if (serving !== 'on') {
    return (
      <div className={styles.closed}>
        <p>
          Nothing is served: who asks <code>{`v2/models/${encodeURIComponent(service ?? '')}/infer`}</code> is told 503.
        </p>
        <Button tone="primary" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
          {serving === 'opening' ? 'Warming up…' : 'Serve'}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.tab}>
      <Place />
      {meta && <TryPanel meta={meta} />}
      <TuningPanel />
      {meta && <LoadPanel meta={meta} />}
    </div>
  )
}

/** Where it is, or why it is nowhere. */
function Place() {
  const { base, missing, names } = useUrl()
  if (missing) {
    const why =
      missing === 'no service worker'
        ? 'this address is plain http, or the browser keeps service workers from pages'
        : 'no service worker is installed here, as while Netloom is being developed'
    return (
      <p className={styles.place} role="note">
        There is no URL here: {why}. Below, requests go straight to the worker that serves; the contract is the same.
      </p>
    )
  }
  if (base === null) {
    return (
      <p className={styles.place} role="note">
        The URL comes once the service worker keeps all of Netloom; until then requests go straight to the worker that
        serves.
      </p>
    )
  }
  return (
    <p className={styles.place}>
      <code>
        {base}v2/models/{encodeURIComponent(names[0] ?? '')}
      </code>
      <span>Open Inference Protocol v2; also</span>
      {names.slice(1).map((name) => (
        <code key={name}>v2/models/{encodeURIComponent(name)}</code>
      ))}
      <code>metrics</code>
    </p>
  )
}
