import { ApiProblem } from '../../api/api-problem.ts';

/** A problem whose fields are nowhere on the form, so that the form itself says it. */
export const asFormProblem = (problem: ApiProblem): ApiProblem =>
  new ApiProblem({
    status: problem.status,
    code: problem.code,
    title: problem.title,
    detail:
      problem.fields.length === 0 ? problem.message : problem.fields.map(({ message }) => message).join(' '),
  });
