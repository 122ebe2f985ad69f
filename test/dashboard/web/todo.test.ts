import { describe, expect, test } from 'vitest';
import { conditionKinds } from '../../../catalogue/conditions.ts';
import { en } from '../../../dashboard/web/src/messages/en.ts';
import { sortTodo } from '../../../dashboard/web/src/view/todo.ts';
import { ago, alertRow } from './rows.ts';

const ids = (list: readonly { id: string }[]): string[] => list.map((alert) => alert.id);

describe('the to-do list', () => {
  test('is sorted by severity, then by what is stopped, then by age', () => {
    const alerts = [
      alertRow({ id: 'warning-old', severity: 'warning', stops: [], startedAt: ago(9000) }),
      alertRow({ id: 'critical-new', stops: [], startedAt: ago(10) }),
      alertRow({ id: 'critical-old', stops: [], startedAt: ago(100) }),
      alertRow({ id: 'critical-stops', startedAt: ago(1) }),
    ];
    expect(ids(sortTodo(alerts).needs)).toEqual(['critical-stops', 'critical-old', 'critical-new', 'warning-old']);
  });

  test('puts what is certain before what is stale and what seems over', () => {
    const alerts = [
      alertRow({ id: 'over', state: 'recovering', startedAt: ago(900) }),
      alertRow({ id: 'stale', stale: true, startedAt: ago(800) }),
      alertRow({ id: 'now', startedAt: ago(5) }),
    ];
    expect(ids(sortTodo(alerts).needs)).toEqual(['now', 'over', 'stale']);
  });

  test('keeps apart what is silent, what can wait and what somebody looks after', () => {
    const todo = sortTodo([
      alertRow({ id: 'jam' }),
      alertRow({ id: 'dark', kind: 'device-unreachable' }),
      alertRow({ id: 'agent', kind: 'agent-silent', deviceId: null }),
      alertRow({ id: 'later', severity: 'info' }),
      alertRow({ id: 'taken', acknowledged: { at: ago(1), by: 'anna', note: '' } }),
      alertRow({ id: 'pending', state: 'pending' }),
      alertRow({ id: 'resolved', state: 'resolved' }),
    ]);
    expect(ids(todo.needs)).toEqual(['jam']);
    expect(ids(todo.unheard).sort()).toEqual(['agent', 'dark']);
    expect(ids(todo.later)).toEqual(['later']);
    expect(ids(todo.taken)).toEqual(['taken']);
  });

  test('has words for every kind of condition, and for no other', () => {
    expect(Object.keys(en.todo).sort()).toEqual(Object.keys(conditionKinds).sort());
  });
});
