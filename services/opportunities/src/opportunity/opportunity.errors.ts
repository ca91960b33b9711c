import { defineErrors } from '@throughline/errors/throughline-error';

export const opportunityErrors = defineErrors('opportunity', {
  not_found: {
    family: 'user', status: 404, title: 'No such opportunity',
    situation: 'The id is unknown, or the opportunity lies outside what the caller may see.',
    action: 'Check the id, or ask the owner to share it.',
  },
  not_open: {
    family: 'user', status: 409, title: 'The opportunity is not open',
    situation: 'The opportunity was won or lost already, and the act asked for needs an open one.',
    action: 'Read the opportunity again; its status says what happened.',
  },
  not_won: {
    family: 'user', status: 409, title: 'The opportunity is not won',
    situation: 'The act asked for needs a won opportunity.',
    action: 'Read the opportunity again; its status says what happened.',
  },
  already_opened: {
    family: 'user', status: 409, title: 'The deal has its opportunity already',
    situation: 'A second lead was converted into the same deal, or into one from the same lead.',
    action: 'Go on with the opportunity that exists.',
  },
  unknown_pipeline: {
    family: 'user', status: 404, title: 'No such pipeline',
    situation: 'There is no pipeline of that key.',
    action: 'Take a key from GET /v1/pipelines.',
  },
  unknown_stage: {
    family: 'user', status: 400, title: 'No such stage',
    situation: 'The pipeline has no stage of that name.',
    action: 'Use one of the stages the opportunity lists.',
  },
  stage_out_of_turn: {
    family: 'user', status: 409, title: 'That stage is not the next one',
    situation: 'Stages are entered in order, one after the other.',
    action: 'Enter the next stage of the pipeline.',
  },
  milestone_missing: {
    family: 'user', status: 409, title: 'A milestone is missing',
    situation: 'A stage is entered only when the key milestone of the stage before it is met.',
    action: 'Meet the milestone named in data.milestone, then enter the stage.',
  },
  milestone_out_of_turn: {
    family: 'user', status: 409, title: 'That milestone belongs to another stage',
    situation: 'A milestone is met in its own stage, and some only by another part of the system (a signed contract).',
    action: 'Meet the milestone of the present stage.',
  },
  discount_already_open: {
    family: 'user', status: 409, title: 'A discount request is open already',
    situation: 'One discount request can be open on an opportunity at a time.',
    action: 'Wait for the answer, or withdraw the open request.',
  },
  discount_not_found: {
    family: 'unexpected', status: 404, title: 'No such discount request',
    situation: 'An approval was concluded for a discount request that does not exist.',
    action: 'Tell an operator.',
  },
  win_too_early: {
    family: 'user', status: 409, title: 'Too early to win',
    situation: 'An opportunity is won in negotiation, when the terms are agreed.',
    action: 'Take it through its stages first.',
  },
});
