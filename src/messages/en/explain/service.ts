/** @file Why, in English: what is behind problems of a service, and what people usually do. */

export const service = {
  'stage-too-early':
    'Confidence, agreement and calibration are properties of an answer. Before a model there is only the request, so there is nothing to judge. Draw the stage behind the model whose answers it should look at.',
  'stage-too-late':
    'What guards or prepares a request has to do so before a model spends time on it. Once there is an answer the stage would wave everything through. Draw it between the source and the model.',
  'stage-of-shadow':
    'A shadow is a rehearsal: it sees real requests, and nothing that it says reaches anyone. A stage behind it would change answers that are only held against those of the champion. Its wire can end there, or lead to the log.',
  'model-unasked':
    'A request is answered once. The first model on its way answers, and a second one behind it finds the work done. A Router in between takes back the answers that are not sure, and the second model gets those.',
  'shadow-unfed':
    'The shadow never gets requests of its own, for nobody is to be harmed by it. A Shadow stage right before it passes requests on to the others and hands it copies. Put one there, or give the model another alias.',
  'ensemble-of-one':
    'An ensemble is worth having because several models answer the same request and their mistakes differ. A Split does the opposite: it chooses one model for each request. Lead the stage before the Split straight to all of the models.',
  'service-sources':
    'The score, the pad, the camera and the URL all come in at one place, so that every request has one number and one time. Two sources would be two services. Keep one of them, or draw a service for each.',
  'service-logs':
    'Everything that is known of a service afterwards is counted from its log: latency, errors, drift, budget. A request in two logs would be counted twice. Lead all ways to one.',
  'model-none':
    'Requests come in and are written down, and nothing answers them in between. A model stage asks what an alias in the registry stands for. Put one between the source and the log.',
  'split-sum':
    'Each request goes to exactly one model, so the shares are parts of a whole. Below 100 some requests would go nowhere, and above it some would be answered twice. Scaling both keeps their proportion.',
  'split-no-model':
    'A share without a model is a share of requests that fail. That happens when a stage was deleted, or its alias changed. Add the model, or give its share to the other.',
  'split-astray':
    'The split decides by alias which model answers, and only model stages have one. Whatever else is to happen to the requests of a branch stands behind its model, or before the split.',
  'split-alias':
    'A share of the traffic goes to those who answer it: the champion, and the challenger that may replace it. A shadow only ever answers copies, which a Shadow stage makes. Give the model another alias, or move it behind a Shadow stage.',
  'split-twice':
    'A split knows the models behind it by their alias. With two of the same there is no saying whose share it is. Make one of them the challenger, or take it away.',
  'shadow-alone':
    'The stage passes requests on and makes copies of them, and nobody takes the copies. It does no harm and no good. Put a model with the alias shadow right behind it, or take the stage out.',
  'model-twice':
    'Two stages with the same alias of the same model always ask the same version, so the second one can say nothing new. Usually one of them was meant to be the challenger or another model. Change its alias or its name.',
  'router-alone':
    'A cascade saves time by letting a small model answer what is easy. What it is not sure of needs somebody else to ask, or those requests end without an answer. Put a larger model behind the router, or an Abstain in its place.',
  'model-unnamed':
    'A model stage asks a line of the registry, by name. There can be many lines, so none is taken for granted. Choose one.',
  'model-unknown':
    'The name leads to no line of the registry on this device. It may have been deleted or renamed, or the project came from elsewhere without its models. Choose another, or train it here and keep it under this name.',
  'alias-unset':
    'A stage never names a version, so that a model can be replaced without touching the drawing. Somebody has to say which version the alias stands for. In the registry the flag is dragged to a version, through the checks of its gate.',
} as const
