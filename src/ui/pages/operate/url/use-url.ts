/** @file useUrl: the URL of the open service and the metadata of its model, reloaded whenever the service starts. */
import { useEffect, useState } from 'react'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { UrlState } from '../../../../studio/operate/state'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

/** The current state of the URL. */
export function useUrl(): UrlState {
  return useOperate(({ url }) => url)
}

/** The metadata of the open service; undefined while the service is stopped. */
export function useMeta(): ModelMeta | undefined {
  const studio = useStudio()
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const aliases = useOperate((state) => state.aliases)
  const [meta, setMeta] = useState<ModelMeta>()
  useEffect(() => {
    let isCurrent = true
    setMeta(undefined)
    if (serving !== 'on' || service === null || !aliases) return
    const path = `/v2/models/${encodeURIComponent(service)}`
    studio.run('service.call', { method: 'GET', path }).then(
      ({ status, body }) => isCurrent && status === 200 && setMeta(JSON.parse(body) as ModelMeta),
      // The service has been closed in the meantime, so there is nothing to show.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [studio, service, serving, aliases])
  return meta
}
