"""The recurrent layer of the encoder: SRU with its recurrence in C++ (sru.cpp, compiled on first use)."""

import ctypes
import hashlib
import os
import subprocess
import tempfile
from pathlib import Path

import torch
from torch import nn


def _library():
    source = Path(__file__).with_name("sru.cpp")
    name = "entente-sru-" + hashlib.sha256(source.read_bytes()).hexdigest()[:16] + ".so"
    target = Path(tempfile.gettempdir()) / name
    if not target.exists():
        part = target.with_suffix(f".{os.getpid()}")
        subprocess.run(["g++", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-o", part, source], check=True)
        part.rename(target)
    return ctypes.CDLL(str(target))


_lib = _library()


def _address(tensor):
    return ctypes.c_void_p(tensor.data_ptr())


class Recurrence(torch.autograd.Function):
    @staticmethod
    def forward(ctx, gates, x, v, bias, lengths):
        gates, x = gates.contiguous(), x.contiguous()
        batch, time, width = x.shape
        out, cells, forget, reset = (torch.empty_like(x) for _ in range(4))
        _lib.sru_forward(_address(gates), _address(x), _address(v), _address(bias), _address(lengths),
                         ctypes.c_int64(batch), ctypes.c_int64(time), ctypes.c_int64(width // 2),
                         _address(out), _address(cells), _address(forget), _address(reset))
        ctx.save_for_backward(gates, x, v, lengths, cells, forget, reset)
        return out

    @staticmethod
    def backward(ctx, dout):
        gates, x, v, lengths, cells, forget, reset = ctx.saved_tensors
        dout = dout.contiguous()
        batch, time, width = x.shape
        dgates, dx, dv, dbias = torch.empty_like(gates), torch.empty_like(x), torch.zeros_like(v), torch.zeros_like(v)
        _lib.sru_backward(_address(gates), _address(x), _address(v), _address(lengths),
                          ctypes.c_int64(batch), ctypes.c_int64(time), ctypes.c_int64(width // 2),
                          _address(cells), _address(forget), _address(reset), _address(dout),
                          _address(dgates), _address(dx), _address(dv), _address(dbias))
        return dgates, dx, dv, dbias, None


class SRU(nn.Module):
    """Bidirectional; maps [batch, time, 2h] to the same shape. `lengths` is an int64 tensor."""

    def __init__(self, h):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(6 * h, 2 * h).uniform_(-1, 1) * (3 / (2 * h)) ** 0.5)
        self.v = nn.Parameter(torch.zeros(2, 2, h))
        self.bias = nn.Parameter(torch.zeros(2, 2, h))

    def forward(self, x, lengths, dropped):
        with torch.cpu.amp.autocast():
            gates = nn.functional.linear(dropped, self.weight)
        return Recurrence.apply(gates.float(), x, self.v, self.bias, lengths)
