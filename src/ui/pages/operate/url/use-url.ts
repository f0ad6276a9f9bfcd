/** @file useUrl: the URL of the open service and the metadata of its model, reloaded whenever the service starts. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ModelMeta } from '../../../../serving/http/model-metadata'
import type { UrlState } from '../../../../studio/operate/url-controller'
import { useOperateController, useOperate } from '../use-operate'

/** The current state of the URL. */
export function useUrl(): UrlState {
  return useStore(useOperateController().url.store)
}

/** The metadata of the open service; undefined while the service is stopped. */
export function useMeta(): ModelMeta | undefined {
  const controller = useOperateController()
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const aliases = useOperate((state) => state.aliases)
  const [meta, setMeta] = useState<ModelMeta>()
  useEffect(() => {
    let isCurrent = true
    setMeta(undefined)
    if (serving !== 'on' || service === null || !aliases) return
    const path = `/v2/models/${encodeURIComponent(service)}`
    controller.url.call({ method: 'GET', path }, 'direct').then(
      ({ status, body }) => isCurrent && status === 200 && setMeta(JSON.parse(body) as ModelMeta),
      // The service has been closed in the meantime, so there is nothing to show.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [controller, service, serving, aliases])
  return meta
}
